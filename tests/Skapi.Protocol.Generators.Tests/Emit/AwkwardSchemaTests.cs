using System.Reflection;
using Skapi.Protocol.Generators.Tests.Helpers;

namespace Skapi.Protocol.Generators.Tests.Emit;

/// <summary>Legal schemas whose names or shapes are easy to stumble over. What is emitted compiles without a warning and keeps messages.</summary>
public sealed class AwkwardSchemaTests
{
    private const string Source = """
        using Skapi.Protocol.Json;
        using Skapi.Protocol.MessagePack;

        namespace Example;

        public static class Probe
        {
            public static string ThroughJson(string json) => JsonCodec.EncodeToString(JsonCodec.Decode<Schema>(json));

            public static string ThroughMessagePack(string json) =>
                JsonCodec.EncodeToString(MessagePackCodec.Decode<Schema>(MessagePackCodec.Encode(JsonCodec.Decode<Schema>(json))));
        }
        """;

    [Theory]
    [InlineData("elements", """{"root":[{"kids":[{"kids":[]},{"kids":[]}]}]}""")]
    [InlineData("values", """{"root":{"a":{"kids":{"b":{"kids":{}}}}}}""")]
    public void An_inline_record_that_contains_its_definition(string form, string message) => Keep(
        $$"""
        {
          "properties": { "root": { "ref": "list" } },
          "definitions": { "list": { "{{form}}": { "properties": { "kids": { "ref": "list" } } } } }
        }
        """,
        message);

    [Fact]
    public void An_inline_union_that_contains_its_definition() => Keep(
        """
        {
          "properties": { "root": { "ref": "list" } },
          "definitions": { "list": { "elements": { "discriminator": "kind", "mapping": { "branch": { "properties": { "kids": { "ref": "list" } } } } } } }
        }
        """,
        """{"root":[{"kind":"branch","kids":[{"kind":"branch","kids":[]}]}]}""");

    private static void Keep(string schema, params string[] messages)
    {
        var probe = GeneratorHost.Compile(schema, Source).GetType("Example.Probe", throwOnError: true)!;
        foreach (var message in messages)
        {
            Call(probe, "ThroughJson", message).ShouldBe(message);
            Call(probe, "ThroughMessagePack", message).ShouldBe(message);
        }
    }

    private static string Call(Type probe, string method, string message) =>
        (string)probe.GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, [message])!;
}
