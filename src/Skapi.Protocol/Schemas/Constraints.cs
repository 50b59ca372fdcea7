using System.Text;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.Schemas;

/// <summary>
/// The constraints of a schema (<c>metadata.constraints</c>): lengths, ranges, patterns and numbers of items. RFC 8927 does not have them,
/// so <see cref="Schema"/> and the codecs do not check them.
/// </summary>
/// <remarks>
/// The check reads only what the constraints need. A value of another type than the schema's is not a violation: <see cref="Schema"/>
/// reports it. Its time grows with the size of the instance only, whatever the instance is. Instances are thread-safe.
/// </remarks>
public sealed class Constraints
{
    private readonly Schema _schema;

    private Constraints(Schema schema) => _schema = schema;

    /// <summary>The constraints of an emitted message.</summary>
    public static Constraints Of<T>()
        where T : IConstrainedMessage<T> => T.Constraints;

    /// <summary>Parses a schema with constraints.</summary>
    /// <exception cref="SchemaException">It is not a schema by RFC 8927, section 2, or a constraint is not possible.</exception>
    public static Constraints Parse(ReadOnlySpan<byte> utf8) =>
        SchemaParser.TryParse(utf8, withConstraints: true, out var schema, out var error)
            ? new(schema)
            : throw new SchemaException(error);

    /// <summary>Parses a schema with constraints.</summary>
    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    public static Constraints Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Checks a message, whichever codec it was decoded with.</summary>
    /// <param name="message">The message.</param>
    /// <param name="options">The limits.</param>
    /// <exception cref="ArgumentException">It cannot be encoded; see <see cref="JsonCodec.Encode"/>.</exception>
    /// <exception cref="InvalidOperationException">The message has an unknown case that was decoded from MessagePack.</exception>
    public static ConstraintResult Check<T>(T message, ValidationOptions? options = null)
        where T : IConstrainedMessage<T>, IJsonMessage<T>
    {
        ArgumentNullException.ThrowIfNull(message);
        using var output = new PooledBufferWriter();
        JsonCodec.Encode(message, output);
        return T.Constraints.Check(output.WrittenSpan, options);
    }

    /// <summary>The constraints of a definition. The schema paths of its violations begin with <c>/definitions/</c>.</summary>
    /// <exception cref="KeyNotFoundException">The schema has no such definition.</exception>
    public Constraints Definition(string name) => new(_schema.Definition(name));

    /// <summary>Checks an instance.</summary>
    /// <param name="utf8">The instance, a JSON text.</param>
    /// <param name="options">The limits.</param>
    public ConstraintResult Check(ReadOnlySpan<byte> utf8, ValidationOptions? options = null) =>
        _schema.CheckConstraints(utf8, options ?? ValidationOptions.Default);

    /// <summary>Checks an instance.</summary>
    /// <param name="json">The instance, a JSON text.</param>
    /// <param name="options">The limits.</param>
    public ConstraintResult Check(string json, ValidationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Check(Encoding.UTF8.GetBytes(json), options);
    }
}
