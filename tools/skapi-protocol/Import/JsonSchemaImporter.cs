using System.Text.Json;
using System.Text.Json.Nodes;
using Skapi.Protocol.Generators.Schemas;

namespace Skapi.Protocol.Tool.Import;

/// <summary>Rewrites a JSON Schema (drafts 4 to 2020-12) as a JSON Type Definition, as far as the latter can say it.</summary>
internal sealed class JsonSchemaImporter
{
    // Keywords with a meaning for JSON Type Definition, and keywords that say nothing about a value.
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "$ref", "type", "enum", "const", "properties", "required", "additionalProperties", "items", "prefixItems", "anyOf", "oneOf",
        "allOf", "format", "contentEncoding", "description", "title", "deprecated", "nullable", "default", "$defs",
        "definitions", "$schema", "$id", "id", "$comment", "examples", "readOnly", "writeOnly",
    };

    // Keywords that restrict the value, beside which a ref or an enum says only a part.
    private static readonly string[] Restricting =
    [
        "$ref", "enum", "const", "type", "properties", "required", "additionalProperties", "items", "prefixItems", "anyOf", "oneOf",
        "allOf", "format", "contentEncoding",
    ];

    private static readonly string[] OfObjects = ["type", "properties", "required", "additionalProperties"];

    // Each level takes at most 4 of the 128 levels of JSON that a schema can have. Definitions that are inlined can nest deeper.
    private const int MaxDepth = 30;

    private readonly JsonObject _root;
    private readonly ImportReport _report;
    private readonly ObjectImporter _objects;
    private int _depth;

    private JsonSchemaImporter(JsonObject root, ImportReport report)
    {
        (_root, _report) = (root, report);
        _objects = new(this, report);
    }

    /// <summary>Rewrites a JSON Schema.</summary>
    /// <returns>The schema. What it cannot say is in the report.</returns>
    public static JsonObject Import(JsonObject schema, ImportReport report)
    {
        var importer = new JsonSchemaImporter(schema, report);
        var definitions = new JsonObject();
        foreach (var keyword in new[] { "definitions", "$defs" })
        {
            foreach (var (name, definition) in schema[keyword] as JsonObject ?? [])
            {
                var place = $"/{keyword}/{Escape(name)}";
                if (definitions.ContainsKey(name))
                    report.Add(place, "the definition of this name in “definitions” is used instead: give one of the two another name");
                else
                    definitions[name] = importer.Convert(definition, place);
            }
        }

        var result = importer.Convert(schema, "");
        if (definitions.Count > 0)
            result["definitions"] = definitions;
        return result;
    }

    /// <summary>Escapes a name for a JSON Pointer (RFC 6901).</summary>
    public static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>The text of a member that is a string, or null.</summary>
    public static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Rewrites a schema within the file.</summary>
    public JsonObject Convert(JsonNode? node, string pointer)
    {
        if (node is not JsonObject schema)
        {
            if (node?.GetValueKind() != JsonValueKind.True)
                _report.Add(pointer, "a schema that accepts nothing became one that accepts any value");
            return [];
        }

        if (_depth == MaxDepth)
        {
            _report.Add(pointer, "schemas that nest too deep became one that accepts any value: make them definitions");
            return [];
        }

        ReportUnknown(schema, pointer, ConstraintKeywords.All);
        _depth++;
        var result = ConvertForm(schema, pointer);
        _depth--;
        ConstraintImporter.Add(schema, result, pointer, _report);
        if (IsTrue(schema["nullable"]) && result["nullable"] is null)
            result["nullable"] = true;
        AddMetadata(schema, result);
        return result;
    }

    /// <summary>Reports the keywords that JSON Type Definition does not have, other than those that are handled elsewhere.</summary>
    public void ReportUnknown(JsonObject schema, string pointer, params IReadOnlyList<string> handled)
    {
        foreach (var (keyword, _) in schema.Where(member => !Known.Contains(member.Key) && !handled.Contains(member.Key)))
            _report.Add(pointer, $"“{keyword}” is not checked");
    }

    /// <summary>The schema that a ref leads to, or the schema itself. Null if it is in another file or leads back to itself.</summary>
    public JsonObject? Resolve(JsonNode? node)
    {
        for (var steps = 0; steps < 16 && node is JsonObject schema; steps++)
        {
            if (TextOf(schema["$ref"]) is not { } reference)
                return schema;
            node = DefinitionOf(reference) is { } name ? Find(name) : null;
        }

        return null;
    }

    private JsonObject ConvertForm(JsonObject schema, string pointer)
    {
        if (TextOf(schema["$ref"]) is { } reference)
        {
            ReportBeside("$ref", schema, pointer);
            return ConvertRef(reference, pointer);
        }

        if (schema["enum"] is JsonArray values)
        {
            ReportBeside("enum", schema, pointer, "type");
            return ConvertEnum(values, pointer);
        }

        if (schema.TryGetPropertyValue("const", out var constant))
        {
            ReportBeside("const", schema, pointer, "type");
            return ConvertEnum([constant?.DeepClone()], pointer);
        }

        if (schema["oneOf"] is JsonArray && schema["anyOf"] is JsonArray)
            _report.Add(pointer, "“anyOf” beside “oneOf” is not checked");
        foreach (var keyword in new[] { "oneOf", "anyOf" })
        {
            if (schema[keyword] is not JsonArray alternatives)
                continue;

            ReportBeside(keyword, schema, pointer, [.. OfObjects, "anyOf", "allOf"]);
            return _objects.ConvertAlternatives(schema, keyword, alternatives, pointer);
        }

        if (schema["allOf"] is JsonArray parts)
        {
            ReportBeside("allOf", schema, pointer, OfObjects);
            return _objects.ConvertAll(schema, parts, pointer);
        }

        return schema["type"] is JsonArray types
            ? ConvertTypes(schema, types, pointer)
            : ConvertType(schema, TextOf(schema["type"]), pointer);
    }

    /// <summary>Reports the keywords that are lost because another one decides what the schema becomes.</summary>
    private void ReportBeside(string decisive, JsonObject schema, string pointer, params string[] used)
    {
        foreach (var keyword in RestrictionsOf(schema).Where(keyword => keyword != decisive && !used.Contains(keyword)))
            _report.Add(pointer, $"“{keyword}” beside “{decisive}” is not checked");
    }

    private static IEnumerable<string> RestrictionsOf(JsonObject schema) => Restricting.Where(keyword =>
        schema.TryGetPropertyValue(keyword, out var value)
        && (keyword != "additionalProperties" || value?.GetValueKind() != JsonValueKind.True));

    private JsonObject ConvertTypes(JsonObject schema, JsonArray types, string pointer)
    {
        var names = types.Select(TextOf).OfType<string>().ToList();
        var isNullable = names.Remove("null");
        if (names.Count != 1)
        {
            _report.Add(pointer, $"several types ({string.Join(", ", names)}) became a schema that accepts any value");
            return [];
        }

        var result = ConvertType(schema, names[0], pointer);
        if (isNullable)
            result["nullable"] = true;
        return result;
    }

    private JsonObject ConvertType(JsonObject schema, string? type, string pointer)
    {
        switch (type)
        {
            case "string":
                return StringImporter.Convert(schema, pointer, _report);
            case "integer":
                return NumberImporter.ConvertInteger(schema, pointer, _report);
            case "number":
                return new() { ["type"] = "float64" };
            case "boolean":
                return new() { ["type"] = "boolean" };
            case "array":
                return ConvertArray(schema, pointer);
            case "object":
            case null when schema["properties"] is not null || schema["additionalProperties"] is JsonObject:
                return _objects.Convert(schema, pointer);
            case null:
                foreach (var keyword in RestrictionsOf(schema))
                    _report.Add(pointer, $"“{keyword}” without “type” is not checked");
                return [];
            default:
                _report.Add(pointer, $"the type “{type}” became a schema that accepts any value");
                return [];
        }
    }

    private JsonObject ConvertArray(JsonObject schema, string pointer)
    {
        if (schema["prefixItems"] is not null || schema["items"] is JsonArray)
        {
            _report.Add(pointer, "a tuple became an array of any values");
            return new() { ["elements"] = new JsonObject() };
        }

        return new() { ["elements"] = schema["items"] is { } items ? Convert(items, pointer + "/items") : new JsonObject() };
    }

    private JsonObject ConvertRef(string reference, string pointer)
    {
        if (DefinitionOf(reference) is { } name && HasDefinition(name))
            return new() { ["ref"] = name };
        if (reference.Length > 0 && reference[0] != '#')
        {
            var target = reference.Replace("#/$defs/", "#/definitions/", StringComparison.Ordinal);
            return new() { ["metadata"] = new JsonObject { ["ref"] = target } };
        }

        _report.Add(pointer, $"the ref “{reference}” became a schema that accepts any value: make it a definition");
        return [];
    }

    private JsonObject ConvertEnum(JsonArray values, string pointer)
    {
        var isNullable = values.Any(static value => value is null);
        if (values is [null])
        {
            _report.Add(pointer, "a null alone became a schema that accepts any value");
            return [];
        }

        var texts = values.Select(TextOf).OfType<string>().Distinct().ToList();
        if (texts.Count == 0 || values.Any(static value => value is not null && TextOf(value) is null))
        {
            _report.Add(pointer, "an enum of other values than strings became a schema that accepts any value");
            return [];
        }

        var result = new JsonObject { ["enum"] = new JsonArray([.. texts.Select(static text => (JsonNode)text)]) };
        if (isNullable)
            result["nullable"] = true;
        return result;
    }

    private static void AddMetadata(JsonObject schema, JsonObject result)
    {
        var metadata = result["metadata"] as JsonObject ?? [];
        if ((TextOf(schema["description"]) ?? TextOf(schema["title"])) is { } description)
            metadata["description"] = description;
        if (IsTrue(schema["deprecated"]))
            metadata["deprecated"] = true;
        if (metadata.Count > 0)
            result["metadata"] = metadata;
    }

    private bool HasDefinition(string name) =>
        (_root["definitions"] as JsonObject)?.ContainsKey(name) == true || (_root["$defs"] as JsonObject)?.ContainsKey(name) == true;

    private JsonNode? Find(string name) => (_root["definitions"] as JsonObject)?[name] ?? (_root["$defs"] as JsonObject)?[name];

    private static string? DefinitionOf(string reference)
    {
        foreach (var prefix in new[] { "#/definitions/", "#/$defs/" })
        {
            if (reference.StartsWith(prefix, StringComparison.Ordinal) && reference.IndexOf('/', prefix.Length) < 0)
                return reference[prefix.Length..].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        }

        return null;
    }

    /// <summary>Whether a member is true.</summary>
    public static bool IsTrue(JsonNode? node) => node?.GetValueKind() == JsonValueKind.True;
}
