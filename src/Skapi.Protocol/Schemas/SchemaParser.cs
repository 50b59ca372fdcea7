using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.Schemas;

/// <summary>Parses schemas and rejects what RFC 8927, section 2, forbids. It stops at the first error.</summary>
/// <param name="withConstraints">Whether to read the constraints in the metadata, and to check them instead of the schema.</param>
internal sealed class SchemaParser(bool withConstraints = false)
{
    private const int MaxDepth = 128;

    private readonly Dictionary<string, SchemaNode> _definitions = new(StringComparer.Ordinal);
    private readonly List<(RefNode Node, string Name)> _refs = [];

    public static bool TryParse(
        ReadOnlySpan<byte> utf8,
        bool withConstraints,
        [NotNullWhen(true)] out Schema? schema,
        [NotNullWhen(false)] out SchemaError? error)
    {
        (schema, error) = (null, null);

        // The platform's parser checks the bytes of a string only when the string is read.
        if (!Utf8.IsValid(utf8))
        {
            error = new("", "The text is not UTF-8.");
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(utf8.ToArray(), new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
            schema = new SchemaParser(withConstraints).ParseRoot(document.RootElement);
            return true;
        }
        catch (JsonException exception)
        {
            error = new(exception.Path ?? "", exception.Message);
        }
        catch (SchemaException exception)
        {
            error = exception.Error;
        }
        catch (InvalidOperationException exception)
        {
            // Every kind is checked before a value is read, so this is an escape sequence of a lone surrogate.
            error = new("", exception.Message);
        }

        return false;
    }

    private Schema ParseRoot(JsonElement root)
    {
        var node = Parse(root, "", isRoot: true);
        if (root.TryGetProperty("definitions", out var definitions))
        {
            foreach (var definition in ObjectOf(definitions, "/definitions").EnumerateObject())
                _definitions.Add(definition.Name, Parse(definition.Value, $"/definitions/{JsonInstancePath.Escape(definition.Name)}"));
        }

        foreach (var (reference, name) in _refs)
        {
            reference.Definition = _definitions.GetValueOrDefault(name)
                ?? throw Error(reference.Path + "/ref", $"There is no definition “{name}” (RFC 8927, section 2.2.2).");
        }

        foreach (var (reference, _) in _refs)
            CheckCycle(reference);
        return new(node, _definitions);
    }

    private SchemaNode Parse(JsonElement element, string path, bool isRoot = false, byte[]? tag = null)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Error(path, "A schema must be an object (RFC 8927, section 2.1).");

        var form = SchemaKeywords.FormOf(element, path, isRoot);
        var isNullable = element.TryGetProperty("nullable", out var nullable) && BooleanOf(nullable, path + "/nullable");
        var node = ParseForm(element, form, path, isNullable, tag);
        if (!element.TryGetProperty("metadata", out var metadata))
            return node;

        ObjectOf(metadata, path + "/metadata");
        return withConstraints && metadata.TryGetProperty("constraints", out var constraints)
            ? new ConstrainedNode(node, ConstraintParser.Parse(ObjectOf(constraints, path + ConstrainedNode.Keyword), element, form, path))
            : node;
    }

    private SchemaNode ParseForm(JsonElement element, string form, string path, bool isNullable, byte[]? tag) => form switch
    {
        "ref" => ParseRef(element.GetProperty("ref"), path, isNullable),
        "type" => ParseType(element.GetProperty("type"), path, isNullable),
        "enum" => ParseEnum(element.GetProperty("enum"), path, isNullable),
        "elements" => new ElementsNode(path, isNullable, Parse(element.GetProperty("elements"), path + "/elements")),
        "values" => new ValuesNode(path, isNullable, Parse(element.GetProperty("values"), path + "/values")),
        "properties" => ParseProperties(element, path, isNullable, tag),
        "discriminator" => ParseDiscriminator(element, path, isNullable),
        _ => new EmptyNode(path, isNullable),
    };

    private RefNode ParseRef(JsonElement element, string path, bool isNullable)
    {
        var node = new RefNode(path, isNullable);
        _refs.Add((node, StringOf(element, path + "/ref")));
        return node;
    }

    private static TypeNode ParseType(JsonElement element, string path, bool isNullable)
    {
        var type = StringOf(element, path + "/type");
        return TypeNode.IsType(type)
            ? new(path, isNullable, type)
            : throw Error(path + "/type", $"“{type}” is not a type (RFC 8927, section 2.2.3).");
    }

    private static EnumNode ParseEnum(JsonElement element, string path, bool isNullable)
    {
        path += "/enum";
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() == 0)
            throw Error(path, "An enum must be an array with at least one string (RFC 8927, section 2.2.4).");

        var values = element.EnumerateArray().Select((value, index) => StringOf(value, $"{path}/{index}")).ToList();
        if (values.Distinct(StringComparer.Ordinal).Count() != values.Count)
            throw Error(path, "A value appears twice in its enum (RFC 8927, section 2.2.4).");
        return new(path[..^"/enum".Length], isNullable, [.. values.Select(Encoding.UTF8.GetBytes)]);
    }

    private PropertiesNode ParseProperties(JsonElement element, string path, bool isNullable, byte[]? tag)
    {
        var required = ParseMembers(element, path, "properties");
        var optional = ParseMembers(element, path, "optionalProperties");
        var names = required.Select(static member => member.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, schema) in required.Concat(optional))
        {
            if (tag is not null && Encoding.UTF8.GetBytes(name).AsSpan().SequenceEqual(tag))
                throw Error(schema.Path, $"“{name}” is the tag, which a mapping must not define (RFC 8927, section 2.2.8).");
        }

        foreach (var (name, schema) in optional)
        {
            if (names.Contains(name))
                throw Error(schema.Path, $"“{name}” is required and optional (RFC 8927, section 2.2.6).");
        }

        var allowsAdditional = element.TryGetProperty("additionalProperties", out var additional)
            && BooleanOf(additional, path + "/additionalProperties");
        return new(
            path,
            isNullable,
            [.. required.Concat(optional).Select(static member => (Encoding.UTF8.GetBytes(member.Name), member.Schema))],
            required.Count,
            element.TryGetProperty("properties", out _),
            allowsAdditional,
            tag);
    }

    private List<(string Name, SchemaNode Schema)> ParseMembers(JsonElement element, string path, string keyword)
    {
        path += "/" + keyword;
        return element.TryGetProperty(keyword, out var members)
            ? [
                .. ObjectOf(members, path).EnumerateObject()
                    .Select(member => (member.Name, Parse(member.Value, $"{path}/{JsonInstancePath.Escape(member.Name)}"))),
            ]
            : [];
    }

    private DiscriminatorNode ParseDiscriminator(JsonElement element, string path, bool isNullable)
    {
        var tag = Encoding.UTF8.GetBytes(StringOf(element.GetProperty("discriminator"), path + "/discriminator"));
        var mapping = new List<(byte[], SchemaNode)>();
        foreach (var item in ObjectOf(element.GetProperty("mapping"), path + "/mapping").EnumerateObject())
        {
            var itemPath = $"{path}/mapping/{JsonInstancePath.Escape(item.Name)}";
            var node = Parse(item.Value, itemPath, tag: tag);
            if (node is not PropertiesNode || node.IsNullable)
                throw Error(itemPath, "A mapping's schemas must be of the properties form and not nullable (RFC 8927, section 2.2.8).");
            mapping.Add((Encoding.UTF8.GetBytes(item.Name), node));
        }

        return new(path, isNullable, tag, [.. mapping]);
    }

    private static void CheckCycle(RefNode start)
    {
        // The fast runner moves two steps for each step of the slow one, so they meet exactly if there is a cycle.
        RefNode? slow = start, fast = start;
        while (slow is not null && NextOf(NextOf(fast)) is { } beyond)
        {
            (slow, fast) = (NextOf(slow), beyond);
            if (ReferenceEquals(slow, fast))
                throw Error(start.Path + "/ref", "The refs form a cycle, so no instance could be read.");
        }
    }

    /// <summary>The ref that a ref leads to, or null if it leads to a schema of another form.</summary>
    private static RefNode? NextOf(RefNode? node) =>
        node?.Definition is ConstrainedNode constrained ? constrained.Inner as RefNode : node?.Definition as RefNode;

    private static JsonElement ObjectOf(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.Object ? element : throw Error(path, "An object is required here (RFC 8927, section 2.2).");

    private static string StringOf(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.String
            ? element.GetString()!
            : throw Error(path, "A string is required here (RFC 8927, section 2.2).");

    private static bool BooleanOf(JsonElement element, string path) =>
        element.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? element.GetBoolean()
            : throw Error(path, "A boolean is required here (RFC 8927, section 2.2).");

    private static SchemaException Error(string path, string message) => new(new SchemaError(path, message));
}
