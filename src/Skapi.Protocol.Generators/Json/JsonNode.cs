namespace Skapi.Protocol.Generators.Json;

internal enum JsonKind
{
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

/// <summary>A JSON value that knows where it stands.</summary>
internal sealed class JsonNode(JsonKind kind, TextRange range)
{
    public JsonKind Kind { get; } = kind;

    public TextRange Range { get; } = range;

    /// <summary>A string's text without escapes; the literal of any other scalar.</summary>
    public string Text { get; set; } = "";

    /// <summary>An object's members, in their order.</summary>
    public IReadOnlyList<JsonMember> Members { get; set; } = [];

    /// <summary>An array's elements.</summary>
    public IReadOnlyList<JsonNode> Items { get; set; } = [];

    /// <summary>The member of that name, if there is one.</summary>
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

    /// <summary>What it is, for a message.</summary>
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

/// <summary>A member of an object, and where its name stands.</summary>
internal sealed class JsonMember(string name, TextRange nameRange, JsonNode value)
{
    public string Name { get; } = name;

    public TextRange NameRange { get; } = nameRange;

    public JsonNode Value { get; } = value;
}
