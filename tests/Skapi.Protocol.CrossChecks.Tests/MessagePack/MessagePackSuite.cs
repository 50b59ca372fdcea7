using System.Text.Json;
using System.Text.Json.Nodes;
using Skapi.Protocol.CrossChecks.Tests.Node;

namespace Skapi.Protocol.CrossChecks.Tests.MessagePack;

/// <summary>The npm package msgpack-test-suite: values, each with every encoding that the specification allows.</summary>
internal static class MessagePackSuite
{
    /// <summary>How many values the suite has.</summary>
    public const int Count = 85;

    /// <summary>All values of the kinds given.</summary>
    public static IEnumerable<(JsonNode Example, JsonNode? Value, byte[][] Encodings)> Of(params string[] kinds) =>
        from example in All()
        let kind = Array.Find(kinds, example.AsObject().ContainsKey)
        where kind is not null
        select (example, example[kind], EncodingsOf(example));

    /// <summary>Every value, whatever it is.</summary>
    public static IEnumerable<JsonNode> All()
    {
        var path = NodeScript.PathOf("node_modules/msgpack-test-suite/dist/msgpack-test-suite.json");
        File.Exists(path).ShouldBeTrue("eng/install-npm.sh installs the suite.");
        return JsonSerializer.Deserialize<Dictionary<string, List<JsonNode>>>(File.ReadAllBytes(path))!.Values
            .SelectMany(static group => group);
    }

    /// <summary>Bytes as the suite writes them: <c>00-ff</c>.</summary>
    public static byte[] BytesOf(JsonNode? text) => Convert.FromHexString(((string)text!).Replace("-", "", StringComparison.Ordinal));

    private static byte[][] EncodingsOf(JsonNode example) => [.. example["msgpack"]!.AsArray().Select(BytesOf)];
}
