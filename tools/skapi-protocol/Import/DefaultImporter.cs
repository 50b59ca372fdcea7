using System.Text.Json;
using System.Text.Json.Nodes;
using static Skapi.Protocol.Tool.Import.JsonSchemaImporter;

namespace Skapi.Protocol.Tool.Import;

/// <summary>Rewrites the default of a member.</summary>
internal static class DefaultImporter
{
    /// <summary>Adds a default to a rewritten schema, or reports that it cannot have this one.</summary>
    public static void Add(JsonObject schema, JsonNode value, bool isOptional, string pointer, ImportReport report)
    {
        var type = TextOf(schema["type"]);
        var fits = (type, value.GetValueKind()) switch
        {
            ("string", JsonValueKind.String) => schema["metadata"]?["encoding"] is null,
            ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
            (not null and not "string" and not "boolean" and not "timestamp", JsonValueKind.Number) => true,
            (null, JsonValueKind.String) => (schema["enum"] as JsonArray)?.Any(item => TextOf(item) == TextOf(value)) == true,
            _ => false,
        };
        if (!fits || !isOptional || schema["nullable"] is not null)
        {
            report.Add(pointer, "“default” is only possible for optional booleans, numbers, strings and enums that are not nullable");
            return;
        }

        if (value.GetValueKind() == JsonValueKind.Number && !NumberImporter.IsInRange(value, type!))
        {
            report.Add(pointer, $"the default “{value.ToJsonString()}” is not a value of {type}");
            return;
        }

        var metadata = schema["metadata"] as JsonObject ?? [];
        metadata["default"] = value.DeepClone();
        schema["metadata"] = metadata;
    }
}
