namespace Skapi.Protocol.Generators.Json;

/// <summary>A member of a JSON object, with the position of its name.</summary>
internal sealed class JsonMember(string name, TextRange nameRange, JsonNode value)
{
    public string Name { get; } = name;

    public TextRange NameRange { get; } = nameRange;

    public JsonNode Value { get; } = value;
}
