using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Schemas;

/// <summary>Recognises a file that is JSON Schema, so that one clear error replaces an error for each of its keywords.</summary>
internal static class JsonSchemaKeyword
{
    // None of them is a keyword of RFC 8927.
    private static readonly string[] Keywords = ["$schema", "$id", "$defs", "$ref", "required", "items", "allOf", "anyOf", "oneOf"];

    /// <summary>The first member of a root that only JSON Schema has, or null if there is none.</summary>
    public static JsonMember? Find(JsonNode root) =>
        root.Members.FirstOrDefault(
            static member => Keywords.Contains(member.Name) || (member.Name == "type" && member.Value.Text is "object" or "array"));
}
