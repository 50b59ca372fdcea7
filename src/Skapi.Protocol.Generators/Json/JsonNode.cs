namespace Skapi.Protocol.Generators.Json;

/// <summary>A JSON value with its position.</summary>
internal sealed class JsonNode(JsonKind kind, TextRange range)
{
    public JsonKind Kind { get; } = kind;

    public TextRange Range { get; } = range;

    /// <summary>The text of a string without escapes, or the literal of another scalar.</summary>
    public string Text { get; set; } = "";

    /// <summary>The members of an object, in the order of the text.</summary>
    public IReadOnlyList<JsonMember> Members { get; set; } = [];

    /// <summary>The elements of an array.</summary>
    public IReadOnlyList<JsonNode> Items { get; set; } = [];

    /// <summary>The member with the name, or null if there is none.</summary>
    public JsonNode? this[string name]
    {
        get
        {
            foreach (var member in Members)
            {
                if (member.Name == name)
                    return member.Value;
            }

            return null;
        }
    }

    /// <summary>The kind of the value, for a message.</summary>
    public string Describe() => Kind switch
    {
        JsonKind.Null => "null",
        JsonKind.Boolean => "a boolean",
        JsonKind.Number => "a number",
        JsonKind.String => "a string",
        JsonKind.Array => "an array",
        _ => "an object",
    };
}
