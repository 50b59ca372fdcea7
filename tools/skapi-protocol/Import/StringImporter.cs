using System.Text.Json.Nodes;

namespace Skapi.Protocol.Tool.Import;

/// <summary>Rewrites a schema of a string.</summary>
internal static class StringImporter
{
    private static readonly Dictionary<string, string> Encodings = new(StringComparer.Ordinal)
    {
        ["uuid"] = "uuid",
        ["date"] = "date",
        ["duration"] = "duration",
        ["int64"] = "int64",
        ["byte"] = "base64",
    };

    public static JsonObject Convert(JsonObject schema, string pointer, ImportReport report)
    {
        var format = JsonSchemaImporter.TextOf(schema["format"]);
        if (format == "date-time")
            return new() { ["type"] = "timestamp" };

        var result = new JsonObject { ["type"] = "string" };
        if (JsonSchemaImporter.TextOf(schema["contentEncoding"]) == "base64")
            result["metadata"] = new JsonObject { ["encoding"] = "base64" };
        else if (format is not null && Encodings.TryGetValue(format, out var encoding))
            result["metadata"] = new JsonObject { ["encoding"] = encoding };
        else if (format is not null)
            report.Add(pointer, $"the format “{format}” is not checked");
        return result;
    }
}
