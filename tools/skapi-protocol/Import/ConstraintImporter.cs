using System.Text.Json;
using System.Text.Json.Nodes;
using Skapi.Protocol.Generators.Schemas;
using static Skapi.Protocol.Generators.Schemas.ConstraintKeywords;
using static Skapi.Protocol.Tool.Import.JsonSchemaImporter;

namespace Skapi.Protocol.Tool.Import;

/// <summary>Keeps lengths, ranges, patterns and numbers of items as constraints, where the form allows them.</summary>
internal static class ConstraintImporter
{
    /// <summary>Adds the constraints of a schema to the rewritten one, and reports those that it cannot have.</summary>
    public static void Add(JsonObject schema, JsonObject result, string pointer, ImportReport report)
    {
        var constraints = new JsonObject();
        var allowed = AllowedFor(result);
        foreach (var keyword in All.Where(schema.ContainsKey))
        {
            if (ValueOf(schema, keyword) is not { } kept || IsLimitOfType(keyword, kept.Value, result))
                continue;
            if (!allowed.Contains(kept.Keyword) || !IsPossible(kept.Keyword, kept.Value))
                report.Add(pointer, $"“{keyword}” is not checked");
            else
                constraints[kept.Keyword] = kept.Value.DeepClone();
        }

        if (constraints.Count == 0)
            return;

        var metadata = result["metadata"] as JsonObject ?? [];
        metadata["constraints"] = constraints;
        result["metadata"] = metadata;
    }

    /// <summary>The constraint that a keyword becomes, or null if it says nothing. In draft 4, a boolean makes a limit exclusive.</summary>
    private static (string Keyword, JsonNode Value)? ValueOf(JsonObject schema, string keyword)
    {
        var value = schema[keyword];
        if (value?.GetValueKind() == JsonValueKind.False)
            return null;
        var exclusive = keyword switch { "minimum" => "exclusiveMinimum", "maximum" => "exclusiveMaximum", _ => "" };
        if (exclusive.Length > 0 && IsTrue(schema[exclusive]))
            keyword = exclusive;
        else if (keyword is "exclusiveMinimum" or "exclusiveMaximum" && IsTrue(value))
            return null;
        return (keyword, value ?? JsonValue.Create("null"));
    }

    private static string[] AllowedFor(JsonObject schema) => TextOf(schema["type"]) switch
    {
        "string" => schema["metadata"]?["encoding"] is null ? OfText : [],
        "boolean" or "timestamp" => [],
        not null => OfNumber,
        _ when schema.ContainsKey("elements") => OfElements,
        _ when schema.ContainsKey("values") => OfValues,
        _ => [],
    };

    private static bool IsPossible(string keyword, JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.True => keyword == "uniqueItems",
        JsonValueKind.String => keyword == "pattern" && ConstraintChecker.ProblemOfPattern(TextOf(value)!) is null,
        JsonValueKind.Number when OfNumber.Contains(keyword) => value.AsValue().TryGetValue<decimal>(out _),
        JsonValueKind.Number => value.AsValue().TryGetValue<int>(out var count) && count >= 0,
        _ => false,
    };

    private static bool IsLimitOfType(string keyword, JsonNode value, JsonObject schema) =>
        keyword is "minimum" or "maximum"
        && TextOf(schema["type"]) is { } type
        && NumberImporter.RangeOf(type) is { } range
        && value is JsonValue number
        && number.TryGetValue<double>(out var limit)
        && limit.Equals(keyword == "minimum" ? range.Minimum : range.Maximum);
}
