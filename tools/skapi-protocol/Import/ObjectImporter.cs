using System.Text.Json;
using System.Text.Json.Nodes;
using static Skapi.Protocol.Tool.Import.JsonSchemaImporter;

namespace Skapi.Protocol.Tool.Import;

/// <summary>Rewrites schemas of objects, and combinations of them.</summary>
internal sealed class ObjectImporter(JsonSchemaImporter schemas, ImportReport report)
{
    // Definitions that contain each other in many ways are inlined once for each way.
    private const int MaxInlined = 10_000;

    private const int MaxDepth = 64;

    private const string Recursive = "a schema that contains itself became one that accepts any value: refer to it with “$ref” alone";

    private static readonly string[] OtherForms = ["oneOf", "anyOf", "enum", "const", "items", "prefixItems"];

    // The definitions whose members are being rewritten within another schema.
    private readonly HashSet<JsonObject> _open = [];

    private int _inlined;
    private int _depth;

    public JsonObject Convert(JsonObject schema, string pointer)
    {
        var parts = new ObjectParts();
        parts.Add(schema);
        if (parts.Members.Count > 0 || parts.Required.Count > 0 || parts.IsClosed)
            return ConvertMembers(parts, pointer, tag: null);

        var additional = schema["additionalProperties"];
        return new() { ["values"] = additional is JsonObject ? schemas.Convert(additional, pointer + "/additionalProperties") : [] };
    }

    /// <summary>Rewrites oneOf or anyOf: as nullable, or as a discriminator form.</summary>
    public JsonObject ConvertAlternatives(JsonObject schema, string keyword, JsonArray alternatives, string pointer)
    {
        var place = $"{pointer}/{keyword}";
        var rest = alternatives.Where(static item => !IsNull(item)).ToList();
        var isAlone = !HasMembers(schema) && schema["allOf"] is not JsonArray;
        if (rest.Count == 1 && isAlone)
        {
            var result = schemas.Convert(rest[0], place);
            if (alternatives.Count > 1)
                result["nullable"] = true;
            return result;
        }

        var cases = new List<ObjectParts>();
        for (var i = 0; i < rest.Count; i++)
        {
            var parts = new ObjectParts();
            if (TryAddOwn(schema, parts, pointer) && TryAdd(rest[i], parts, $"{place}/{i}"))
                cases.Add(parts);
            else if (parts.IsRecursive)
                return Lose(place, Recursive);
        }

        var areObjects = cases.Count == rest.Count && cases.Count > 0;
        var tag = areObjects ? cases[0].Members.Keys.FirstOrDefault(name => IsTag(name, cases)) : null;
        if (tag is null && areObjects && !isAlone)
        {
            report.Add(place, "alternatives without a common tag are not checked");
            return schema["allOf"] is JsonArray items ? ConvertAll(schema, items, pointer) : Convert(schema, pointer);
        }

        if (tag is null)
            return Lose(place, "alternatives without a common tag became a schema that accepts any value");

        var mapping = new JsonObject();
        foreach (var parts in cases)
        {
            var value = TagOf(parts.Members[tag])!;
            mapping[value] = ConvertMembers(parts, $"{place}/{Escape(value)}", tag);
        }

        var union = new JsonObject { ["discriminator"] = tag, ["mapping"] = mapping };
        if (rest.Count < alternatives.Count)
            union["nullable"] = true;
        return union;
    }

    /// <summary>Rewrites allOf: a ref alone as the ref, and other parts as one object with the members of all.</summary>
    public JsonObject ConvertAll(JsonObject schema, JsonArray items, string pointer)
    {
        if (items is [JsonObject only] && TextOf(only["$ref"]) is not null && !HasMembers(schema))
            return schemas.Convert(only, pointer + "/allOf/0");

        var parts = new ObjectParts();
        if (TryAddOwn(schema, parts, pointer))
            return ConvertMembers(parts, pointer, tag: null);
        return Lose(
            pointer, parts.IsRecursive ? Recursive : "“allOf” of other schemas than objects became a schema that accepts any value");
    }

    /// <summary>Adds a schema, the definition that it refers to, and the parts of its allOf.</summary>
    /// <returns>False if it is not a schema of an object, or contains itself.</returns>
    private bool TryAdd(JsonNode? node, ObjectParts parts, string pointer)
    {
        if (schemas.Resolve(node) is not { } schema)
            return false;

        if (!ReferenceEquals(schema, node))
        {
            if (parts.Definitions.Contains(schema))
                return true;
            if (_open.Contains(schema) || ++_inlined > MaxInlined)
                return !(parts.IsRecursive = true);
            parts.Definitions.Add(schema);
        }

        if (OtherForms.Any(schema.ContainsKey) || (schema["type"] is { } type && TextOf(type) != "object"))
            return false;

        // What a definition loses is reported at its own place.
        if (ReferenceEquals(schema, node))
            schemas.ReportUnknown(schema, pointer);
        return TryAddOwn(schema, parts, pointer);
    }

    private bool TryAddOwn(JsonObject schema, ObjectParts parts, string pointer)
    {
        if (_depth == MaxDepth)
            return !(parts.IsRecursive = true);

        var items = schema["allOf"] as JsonArray ?? [];
        var areAdded = true;
        _depth++;
        for (var i = 0; i < items.Count && areAdded; i++)
            areAdded = TryAdd(items[i], parts, $"{pointer}/allOf/{i}");
        _depth--;
        if (areAdded)
            parts.Add(schema);
        return areAdded;
    }

    private JsonObject ConvertMembers(ObjectParts parts, string pointer, string? tag)
    {
        ReportLosses(parts, pointer, tag);
        _open.UnionWith(parts.Definitions);
        var (properties, optional) = (new JsonObject(), new JsonObject());
        foreach (var (name, member) in parts.Members.Where(member => member.Key != tag))
        {
            var place = PlaceOf(pointer, name);
            var schema = schemas.Convert(member, place);
            var isRequired = parts.Required.Contains(name);
            (isRequired ? properties : optional)[name] = schema;
            if ((member as JsonObject)?["default"] is { } value)
                DefaultImporter.Add(schema, value, isOptional: !isRequired, place, report);
        }

        _open.ExceptWith(parts.Definitions);
        foreach (var name in parts.Required.Where(name => !parts.Members.ContainsKey(name)))
            properties[name] = new JsonObject();

        var result = new JsonObject();
        if (properties.Count > 0 || optional.Count == 0)
            result["properties"] = properties;
        if (optional.Count > 0)
            result["optionalProperties"] = optional;

        // JSON Schema allows additional members unless it says otherwise, JSON Type Definition does not.
        if (!parts.IsClosed)
            result["additionalProperties"] = true;
        return result;
    }

    private void ReportLosses(ObjectParts parts, string pointer, string? tag)
    {
        if (parts.HasSchemaOfOthers)
            report.Add(pointer, "the schema of additional properties is not checked");
        if (parts.ForbidsOtherParts)
            report.Add(pointer, "“additionalProperties” that forbids members of another part is not checked");
        foreach (var name in parts.Conflicts.Where(name => name != tag))
            report.Add(PlaceOf(pointer, name), "several schemas became the last of them");
    }

    private JsonObject Lose(string pointer, string message)
    {
        report.Add(pointer, message);
        return [];
    }

    private static string PlaceOf(string pointer, string name) => $"{pointer}/properties/{Escape(name)}";

    private static bool HasMembers(JsonObject schema) =>
        schema["properties"] is JsonObject
        || schema["required"] is JsonArray { Count: > 0 }
        || schema["additionalProperties"] is { } additional && additional.GetValueKind() != JsonValueKind.True;

    /// <summary>Whether each alternative requires the member, with a value of its own.</summary>
    private static bool IsTag(string name, IReadOnlyList<ObjectParts> alternatives)
    {
        var values = alternatives
            .Select(item => item.Required.Contains(name) ? TagOf(item.Members.GetValueOrDefault(name)) : null)
            .ToList();
        return !values.Contains(null) && values.Distinct().Count() == values.Count;
    }

    private static string? TagOf(JsonNode? schema) => schema is not JsonObject
        ? null
        : TextOf(schema["const"]) ?? (schema["enum"] is JsonArray { Count: 1 } only ? TextOf(only[0]) : null);

    private static bool IsNull(JsonNode? node) => node is JsonObject schema
        && (TextOf(schema["type"]) == "null"
            || (schema.TryGetPropertyValue("const", out var constant) && constant is null)
            || schema["enum"] is JsonArray { Count: 1 } and [null]);
}
