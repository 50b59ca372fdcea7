using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Skapi.Protocol.Schemas;

/// <summary>A schema of RFC 8927, JSON Type Definition. It validates instances strictly by the standard.</summary>
/// <remarks>
/// Emitted messages have a schema; others are parsed at run time. Validating a valid instance does not allocate.
/// Metadata does not change the validation.
/// </remarks>
public sealed class Schema
{
    private readonly SchemaNode _root;
    private readonly IReadOnlyDictionary<string, SchemaNode> _definitions;

    internal Schema(SchemaNode root, IReadOnlyDictionary<string, SchemaNode> definitions) => (_root, _definitions) = (root, definitions);

    /// <summary>The names of the definitions.</summary>
    public IEnumerable<string> Definitions => _definitions.Keys;

    /// <summary>The schema of an emitted message.</summary>
    public static Schema Of<T>()
        where T : IValidatedMessage<T> => T.Schema;

    /// <summary>Parses a schema.</summary>
    /// <exception cref="SchemaException">The text is not a schema by RFC 8927, section 2.</exception>
    public static Schema Parse(ReadOnlySpan<byte> utf8) =>
        TryParse(utf8, out var schema, out var error) ? schema : throw new SchemaException(error);

    /// <summary>Parses a schema.</summary>
    /// <exception cref="SchemaException">The text is not a schema by RFC 8927, section 2.</exception>
    public static Schema Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Parses a schema without throwing.</summary>
    public static bool TryParse(
        ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out Schema? schema, [NotNullWhen(false)] out SchemaError? error) =>
        SchemaParser.TryParse(utf8, withConstraints: false, out schema, out error);

    /// <summary>The schema of a definition. Its error indicators begin with <c>/definitions/</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such definition.</exception>
    public Schema Definition(string name) =>
        _definitions.TryGetValue(name, out var node)
            ? new(node, _definitions)
            : throw new KeyNotFoundException($"There is no definition “{name}”.");

    /// <summary>Validates an instance by RFC 8927, section 3.3.</summary>
    /// <param name="utf8">The instance, a JSON text.</param>
    /// <param name="options">The limits.</param>
    public ValidationResult Validate(ReadOnlySpan<byte> utf8, ValidationOptions? options = null)
    {
        var validation = new Validation(utf8, options ?? ValidationOptions.Default);
        _root.Validate(ref validation);
        return validation.End();
    }

    /// <summary>Checks the constraints of an instance, if the schema was parsed with them.</summary>
    internal ConstraintResult CheckConstraints(ReadOnlySpan<byte> utf8, ValidationOptions options)
    {
        var validation = new Validation(utf8, options, checksConstraints: true);
        _root.Validate(ref validation);
        return validation.EndConstraints();
    }

    /// <summary>Validates an instance by RFC 8927, section 3.3.</summary>
    /// <param name="json">The instance, a JSON text.</param>
    /// <param name="options">The limits.</param>
    public ValidationResult Validate(string json, ValidationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Validate(Encoding.UTF8.GetBytes(json), options);
    }
}
