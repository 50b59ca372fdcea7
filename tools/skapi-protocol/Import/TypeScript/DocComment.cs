using System.Globalization;
using System.Text.Json.Nodes;

namespace Skapi.Protocol.Tool.Import.TypeScript;

/// <summary>Rewrites a documentation comment as metadata.</summary>
internal static class DocComment
{
    /// <summary>Adds what a comment says to a schema.</summary>
    /// <param name="comment">The comment, or null.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="canHaveDefault">Whether the schema is one of an optional member that is not nullable.</param>
    /// <param name="texts">The strings that the schema allows, or null if it allows others.</param>
    public static void Add(string? comment, JsonObject schema, bool canHaveDefault = false, IReadOnlyList<string>? texts = null)
    {
        if (comment is null)
            return;

        var metadata = schema["metadata"] as JsonObject ?? [];
        var description = new List<string>();
        foreach (var line in comment.Split('\n').Select(static line => line.Trim().TrimStart('*').Trim()))
        {
            if (TextAfter("@see", line) is { } source)
                metadata["source"] ??= source;
            else if (TextAfter("@deprecated", line) is { } reason)
                metadata["deprecated"] = reason.Length == 0 ? true : reason;
            else if (TextAfter("@default", line) is { } value && canHaveDefault)
                AddDefault(value, schema, metadata, texts);
            else if (line.Length > 0 && line[0] != '@')
                description.Add(line);
        }

        if (description.Count > 0)
            metadata["description"] = string.Join(' ', description);
        if (metadata.Count > 0 && metadata.Parent is null)
            schema["metadata"] = metadata;
    }

    private static void AddDefault(string text, JsonObject schema, JsonObject metadata, IReadOnlyList<string>? texts)
    {
        JsonNode? value = schema["type"]?.GetValue<string>() switch
        {
            "string" => JsonValue.Create(text),
            "boolean" when bool.TryParse(text, out var isTrue) => JsonValue.Create(isTrue),
            "float64" when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && double.IsFinite(number) => JsonValue.Create(number),
            null when texts?.Contains(text) == true => JsonValue.Create(text),
            _ => null,
        };
        if (value is not null)
            metadata["default"] = value;
    }

    private static string? TextAfter(string tag, string line) =>
        line.StartsWith(tag, StringComparison.Ordinal) && (line.Length == tag.Length || line[tag.Length] == ' ')
            ? line[tag.Length..].Trim()
            : null;
}
