using System.Text.Json;
using System.Text.Json.Nodes;
using static Skapi.Protocol.Tool.Import.JsonSchemaImporter;

namespace Skapi.Protocol.Tool.Import;

/// <summary>Rewrites schemas of objects, and combinations of them.</summary>
internal sealed class ObjectImporter(JsonSchemaImporter schemas, ImportReport report)
{
    public JsonObject Convert(JsonObject schema, string pointer)
    {
        var members = schema["properties"] as JsonObject ?? [];
        var additional = schema["additionalProperties"];
        if (members.Count == 0 && additional?.GetValueKind() != JsonValueKind.False)
            return new() { ["values"] = additional is JsonObject ? schemas.Convert(additional, pointer + "/additionalProperties") : [] };

        if (additional is JsonObject)
            report.Add(pointer, "the schema of additional properties is not checked");
        return ConvertMembers(members, RequiredOf(schema), additional, pointer, tag: null);
    }

    /// <summary>Rewrites oneOf and anyOf: as nullable, or as a discriminator form.</summary>
    public JsonObject ConvertAlternatives(JsonArray alternatives, string pointer)
    {
        var rest = alternatives.Where(static item => TextOf(item?["type"]) != "null").ToList();
        if (rest.Count == 1)
        {
            var result = schemas.Convert(rest[0], pointer);
            if (alternatives.Count > 1)
                result["nullable"] = true;
            return result;
        }

        var objects = rest.Select(schemas.Resolve).ToList();
        var tag = objects.Contains(null) || rest.Count == 0 ? null : TagsOf(objects[0]!).FirstOrDefault(name => IsTag(name, objects!));
        if (tag is null)
        {
            report.Add(pointer, "alternatives without a common tag became a schema that accepts any value");
            return [];
        }

        var mapping = new JsonObject();
        foreach (var item in objects)
        {
            var members = (JsonObject)item!["properties"]!;
            var value = TagOf(members[tag])!;
            mapping[value] = ConvertMembers(members, RequiredOf(item), item["additionalProperties"], $"{pointer}/{Escape(value)}", tag);
        }

        var union = new JsonObject { ["discriminator"] = tag, ["mapping"] = mapping };
        if (rest.Count < alternatives.Count)
            union["nullable"] = true;
        return union;
    }

    /// <summary>Rewrites allOf: one object with the members of all parts.</summary>
    public JsonObject ConvertAll(JsonObject schema, JsonArray parts, string pointer)
    {
        var objects = parts.Select(schemas.Resolve).Append(schema["properties"] is null ? [] : schema).ToList();
        if (objects.Contains(null) || objects.Exists(static part => part!.Count > 0 && part["properties"] is not JsonObject))
        {
            report.Add(pointer, "“allOf” of other schemas than objects became a schema that accepts any value");
            return [];
        }

        var (members, required) = (new JsonObject(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var part in objects)
        {
            foreach (var (name, member) in part!["properties"] as JsonObject ?? [])
                members[name] = member?.DeepClone();
            required.UnionWith(RequiredOf(part));
        }

        return ConvertMembers(members, required, additional: null, pointer, tag: null);
    }

    private JsonObject ConvertMembers(JsonObject members, HashSet<string> required, JsonNode? additional, string pointer, string? tag)
    {
        var (properties, optional) = (new JsonObject(), new JsonObject());
        foreach (var (name, member) in members)
        {
            if (name == tag)
                continue;

            var place = $"{pointer}/properties/{Escape(name)}";
            var schema = schemas.Convert(member, place);
            (required.Contains(name) ? properties : optional)[name] = schema;
            if (member?["default"] is { } value)
                AddDefault(schema, value, isOptional: !required.Contains(name), place);
        }

        foreach (var name in required.Where(name => !members.ContainsKey(name)))
            properties[name] = new JsonObject();

        var result = new JsonObject();
        if (properties.Count > 0 || optional.Count == 0)
            result["properties"] = properties;
        if (optional.Count > 0)
            result["optionalProperties"] = optional;

        // JSON Schema allows additional members unless it says otherwise, JSON Type Definition does not.
        if (additional?.GetValueKind() != JsonValueKind.False)
            result["additionalProperties"] = true;
        return result;
    }

    private void AddDefault(JsonObject schema, JsonNode value, bool isOptional, string pointer)
    {
        var fits = (TextOf(schema["type"]), value.GetValueKind()) switch
        {
            ("string", JsonValueKind.String) => schema["metadata"]?["encoding"] is null,
            ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
            ("float64", JsonValueKind.Number) => true,
            (not null and not "timestamp", JsonValueKind.Number) => value.AsValue().TryGetValue<int>(out _),
            (null, JsonValueKind.String) => (schema["enum"] as JsonArray)?.Any(item => TextOf(item) == TextOf(value)) == true,
            _ => false,
        };
        if (!fits || !isOptional || schema["nullable"] is not null)
        {
            report.Add(pointer, "“default” is only possible for optional booleans, numbers, strings and enums that are not nullable");
            return;
        }

        var metadata = schema["metadata"] as JsonObject ?? [];
        metadata["default"] = value.DeepClone();
        schema["metadata"] = metadata;
    }

    private static HashSet<string> RequiredOf(JsonObject schema) =>
        [.. (schema["required"] as JsonArray ?? []).Select(TextOf).OfType<string>()];

    private static IEnumerable<string> TagsOf(JsonObject schema) => (schema["properties"] as JsonObject ?? [])
        .Where(static member => TagOf(member.Value) is not null)
        .Select(static member => member.Key);

    /// <summary>Whether each alternative requires the member, with a value of its own.</summary>
    private static bool IsTag(string name, IReadOnlyList<JsonObject> alternatives)
    {
        var values = alternatives.Select(item => RequiredOf(item).Contains(name) ? TagOf(item["properties"]?[name]) : null).ToList();
        return !values.Contains(null) && values.Distinct().Count() == values.Count;
    }

    private static string? TagOf(JsonNode? schema) => schema is not JsonObject
        ? null
        : TextOf(schema["const"]) ?? (schema["enum"] is JsonArray { Count: 1 } only ? TextOf(only[0]) : null);
}
