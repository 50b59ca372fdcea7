using System.Text.Json.Nodes;

namespace Skapi.Protocol.CrossChecks.Tests.Schemas;

/// <summary>Makes valid instances of a schema, and spoils them.</summary>
internal sealed class InstanceGenerator(JsonObject root, Random random)
{
    private const int MaxDepth = 6;

    // Spellings that a reader of integers may trip over; the last of each row is in every range.
    private static readonly Dictionary<string, string[]> Numbers = new()
    {
        ["int8"] = ["-128", "127", "-1.28e2", "12.70E+1", "-0", "0.0", "1270e-1"],
        ["uint8"] = ["255", "2.55e2", "25500e-2", "0e400", "10.0"],
        ["int16"] = ["-32768", "32767", "3.2767e4"],
        ["uint16"] = ["65535", "6553500.0e-2", "1e1"],
        ["int32"] = ["-2147483648", "2147483647", "2.147483647e9"],
        ["uint32"] = ["4294967295", "42949672950e-1", "0.0000000001e10"],
        ["float32"] = ["1e400", "-0.5", "3.4e39"],
        ["float64"] = ["1e400", "-0.0e-999", "12345678901234567890.5"],
    };

    private static readonly string[] Arbitrary =
    [
        "null", "true", "false", "0", "-1", "0.5", "127.5", "128", "256", "-32769", "65536", "4294967296", "1e400", "1e-1", "\"\"", "\"a\"",
        "\"😀\"",
        "\"1990-12-31T23:59:60Z\"", "\"1990-12-31T22:59:60Z\"", "\"2024-02-30T00:00:00Z\"", "[]", "[null, 1]", "{}",
        "{\"a\": 1, \"b/c\": null}",
    ];

    /// <summary>A valid instance.</summary>
    public JsonNode? Valid() => Valid(root, 0);

    /// <summary>Replaces, removes or adds something here and there.</summary>
    public JsonNode? Spoil(JsonNode? value)
    {
        if (random.Next(8) == 0)
            return Any();

        switch (value)
        {
            case JsonArray array:
                return new JsonArray([.. array.Select(Spoil)]);
            case JsonObject item:
                var members = item.Where(_ => random.Next(8) != 0).Select(
                    member => KeyValuePair.Create(member.Key, Spoil(member.Value))).ToList();
                if (random.Next(4) == 0 && !item.ContainsKey("x/~"))
                    members.Add(new("x/~", Any()));
                return new JsonObject(members);
            default:
                return value?.DeepClone();
        }
    }

    private JsonNode? Any() => JsonNode.Parse(Arbitrary[random.Next(Arbitrary.Length)]);

    private JsonNode? Valid(JsonNode schema, int depth)
    {
        if ((bool?)schema["nullable"] == true && random.Next(3) == 0)
            return null;
        if ((string?)schema["ref"] is { } name)
            return Valid(root["definitions"]![name]!, depth);
        if ((string?)schema["type"] is { } type)
            return Scalar(type);
        if (schema["enum"] is JsonArray values)
            return values[random.Next(values.Count)]!.DeepClone();
        if (schema["elements"] is { } element)
            return new JsonArray([.. Enumerable.Range(0, CountAt(depth)).Select(_ => Valid(element, depth + 1))]);
        if (schema["values"] is { } value)
            return new JsonObject(
                Enumerable.Range(0, CountAt(depth)).Select(index => KeyValuePair.Create($"k/{index}", Valid(value, depth + 1))));
        if (schema["mapping"] is JsonObject mapping)
            return Case(mapping.ElementAt(random.Next(mapping.Count)), (string)schema["discriminator"]!, depth);
        if (schema["properties"] is not null || schema["optionalProperties"] is not null)
            return Members(schema, depth);
        return Any();
    }

    private JsonNode Scalar(string type) => type switch
    {
        "boolean" => random.Next(2) == 0,
        "string" => "“a\"\\\n😀",
        "timestamp" => Timestamps.Valid[random.Next(Timestamps.Valid.Count)],
        _ => JsonNode.Parse(Numbers[type][random.Next(Numbers[type].Length)])!,
    };

    private JsonObject Case(KeyValuePair<string, JsonNode?> item, string tag, int depth)
    {
        var members = Members(item.Value!, depth);
        members.Insert(random.Next(members.Count + 1), tag, item.Key);
        return members;
    }

    private JsonObject Members(JsonNode schema, int depth)
    {
        var members = new JsonObject();
        foreach (var (name, member) in schema["properties"]?.AsObject() ?? [])
            members[name] = Valid(member!, depth + 1);
        foreach (var (name, member) in schema["optionalProperties"]?.AsObject() ?? [])
        {
            if (depth < MaxDepth && random.Next(2) == 0)
                members[name] = Valid(member!, depth + 1);
        }

        return members;
    }

    private int CountAt(int depth) => depth >= MaxDepth ? 0 : random.Next(3);
}
