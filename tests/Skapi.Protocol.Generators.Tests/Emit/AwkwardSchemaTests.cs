using System.Reflection;
using System.Text.Json.Nodes;
using Skapi.Protocol.Generators.Tests.Helpers;

namespace Skapi.Protocol.Generators.Tests.Emit;

/// <summary>
/// Legal schemas whose names or shapes are easy to stumble over. What is emitted compiles without a warning and keeps messages.
/// </summary>
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

            public static string Errors(string json) => string.Join("; ", Skapi.Protocol.Schemas.Schema.Of<Schema>().Validate(json).Errors);
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
          "definitions": { "list": { "elements": { "discriminator": "kind",
            "mapping": { "branch": { "properties": { "kids": { "ref": "list" } } } } } } }
        }
        """,
        """{"root":[{"kind":"branch","kids":[{"kind":"branch","kids":[]}]}]}""");

    [Theory]
    [InlineData("""{ "nullable": true, "properties": { "x": { "type": "int32" } } }""", """{"x":1}""")]
    [InlineData("""{ "nullable": true, "enum": ["a"] }""", "\"a\"")]
    [InlineData("""{ "nullable": true, "discriminator": "kind", "mapping": { "a": { "properties": {} } } }""", """{"kind":"a"}""")]
    [InlineData("""{ "nullable": true, "elements": { "type": "string" } }""", """["a"]""")]
    [InlineData("""{ "nullable": true, "ref": "point", "definitions": { "point": { "properties": {} } } }""", "{}")]
    public void A_root_that_may_be_null(string schema, string message) => Keep(schema, message, "null");

    [Theory]
    [InlineData("tag")]
    [InlineData("raw")]
    [InlineData("packed")]
    public void A_discriminator_that_is_called_like_a_member_of_the_unknown_case(string discriminator) => Keep(
        $$"""{ "discriminator": "{{discriminator}}", "mapping": { "a": { "properties": { "x": { "type": "int32" } } } } }""",
        $$"""{"{{discriminator}}":"a","x":1}""",
        $$"""{"{{discriminator}}":"new","y":[ 1 ]}""");

    [Fact]
    public void Cases_that_are_called_like_members_of_the_unknown_case() => Keep(
        """
        {
          "discriminator": "tag",
          "mapping": { "raw": { "properties": {} }, "packed": { "properties": { "raw2": {} } }, "unknownTag": { "properties": {} } }
        }
        """,
        """{"tag":"raw"}""",
        """{"tag":"packed","raw2":null}""",
        """{"tag":"unknownTag"}""",
        """{"tag":"tag"}""");

    [Fact]
    public void Members_that_are_called_like_variables_of_the_codec() => Keep(
        """
        {
          "properties": {
            "name": { "type": "string" }, "nameValue": { "type": "string", "nullable": true }, "nameValueValue": { "type": "int8" },
            "Reader": { "type": "string" }, "seen": {}, "count": { "type": "uint8" }, "key": { "type": "string", "nullable": true },
            "keyValue": { "type": "string", "nullable": true }
          },
          "optionalProperties": { "writer": { "type": "string" }, "value": { "type": "string" }, "i": { "type": "int8" } }
        }
        """,
        """{"name":"a","nameValue":null,"nameValueValue":1,"Reader":"r","seen":[],"count":2"""
        + ""","key":"k","keyValue":"v","writer":"w","value":"v","i":3}""");

    [Fact]
    public void Members_whose_names_differ_in_the_case_of_a_letter() => Keep(
        """
        {
          "properties": { "a": { "type": "string", "nullable": true, "metadata": { "name": "text" } }, "b": { "type": "string",
            "nullable": true, "metadata": { "name": "Text" } } },
          "optionalProperties": { "c": { "type": "int8", "metadata": { "name": "_" } }, "d": { "elements": {},
            "metadata": { "name": "_d" } } }
        }
        """,
        """{"a":"1","b":"2","c":3,"d":[4]}""");

    [Fact]
    public void Members_that_are_called_like_words_of_the_language() => Keep(
        """
        {
          "optionalProperties": {
            "and": {}, "or": {}, "not": {}, "when": {}, "var": {}, "with": {}, "await": {}, "async": {}, "record": {}, "field": {},
              "required": {},
            "scoped": {}, "partial": {}, "where": {}, "yield": {}, "nameof": {}, "class": {}, "ref": {}, "default": {}, "value": {}
          }
        }
        """,
        """{"and":1,"or":2,"not":3,"when":4,"var":5,"with":6,"await":7,"async":8,"record":9,"field":10,"required":11"""
        + ""","scoped":12,"partial":13,"where":14,"yield":15,"nameof":16,"class":17,"ref":18,"default":19,"value":20}""");

    [Fact]
    public void Members_that_are_called_like_helpers_of_the_codec() => Keep(
        """
        {
          "properties": {
            "readNames": { "type": "string" }, "names": { "elements": { "elements": { "type": "string" } } },
            "namesItem": { "values": { "type": "int8" } }, "unpackNamesItem": { "type": "boolean" }, "json": { "elements": {} },
            "messagePack": { "values": {} }, "members": { "elements": { "type": "string" } },
              "packedMembers": { "elements": { "type": "string" } }
          }
        }
        """,
        """{"readNames":"r","names":[["a"],[]],"namesItem":{"b":1},"unpackNamesItem":true"""
        + ""","json":[1],"messagePack":{"c":2},"members":["d"],"packedMembers":["e"]}""");

    [Fact]
    public void Cases_whose_members_are_called_like_helpers_of_the_codec() => Keep(
        """
        {
          "discriminator": "t",
          "mapping": {
            "readList": { "properties": { "list": { "elements": { "type": "int8" } }, "members": { "elements": { "type": "int8" } },
              "packedMembers": { "values": { "type": "int8" } } } }
          }
        }
        """,
        """{"t":"readList","list":[1],"members":[2],"packedMembers":{"a":3}}""");

    [Fact]
    public void A_required_member_that_is_deprecated() => Keep(
        """{ "properties": { "a": { "type": "int8", "metadata": { "deprecated": "Use b." } }, "b": { "type": "int8" } } }""",
        """{"a":1,"b":2}""");

    [Fact]
    public void A_type_and_a_member_that_are_named_in_small_letters() => Keep(
        """
        {
          "properties": { "a": { "ref": "writer" }, "b": { "type": "string", "metadata": { "name": "writer" } }, "c": { "ref": "text" } },
          "definitions": {
            "writer": { "metadata": { "name": "reader" }, "properties": { "x": { "type": "int8", "metadata": { "name": "writer" } } } },
            "text": { "metadata": { "name": "text", "values": { "v": { "name": "value" } } }, "enum": ["v"] }
          }
        }
        """,
        """{"a":{"x":1},"b":"2","c":"v"}""");

    [Fact]
    public void A_value_that_is_called_clone() => Keep("""{ "properties": { "kind": { "enum": ["clone"] } } }""", """{"kind":"clone"}""");

    [Theory]
    [InlineData("\\u0085")]
    [InlineData("\\u2028")]
    [InlineData("\\u2029")]
    [InlineData("\\r")]
    [InlineData("\\u007f")]
    [InlineData("<b>")]
    [InlineData("&")]
    public void Names_with_ends_of_lines_and_markup(string text)
    {
        var schema = $$"""
            {
              "discriminator": "d{{text}}d",
              "mapping": { "a{{text}}a": { "properties": { "m{{text}}m": { "enum": ["v{{text}}v"] } } } }
            }
            """;
        var probe = GeneratorHost.Compile(schema, Source).GetType("Example.Probe", throwOnError: true)!;
        var message = $$"""{"d{{text}}d":"a{{text}}a","m{{text}}m":"v{{text}}v"}""";

        // The text may be escaped in one way or another, but is the same.
        JsonNode.DeepEquals(JsonNode.Parse(Call(probe, "ThroughJson", message)), JsonNode.Parse(message)).ShouldBeTrue();
        JsonNode.DeepEquals(JsonNode.Parse(Call(probe, "ThroughMessagePack", message)), JsonNode.Parse(message)).ShouldBeTrue();
        Call(probe, "Errors", message).ShouldBe("");
    }

    [Fact]
    public void The_documentation_of_a_discriminator_is_well_formed()
    {
        var emitted = GeneratorHost.Run("""{ "discriminator": "a<b>&\r\u2028c", "mapping": {} }""").GeneratedSources;

        emitted.Single(static source => source.HintName == "Example.Schema.g.cs").SourceText.ToString()
            .ShouldContain("/// <summary>The tag: the member “a&lt;b&gt;&amp; c”, which selects the case.</summary>");
    }

    [Fact]
    public void A_state_whose_name_has_ends_of_lines_keeps_to_its_line_of_the_diagram()
    {
        var machine = GeneratorHost.Compile(
            """{ "id": "m", "initial": "a\rb\u2028c\nd", "states": { "a\rb\u2028c\nd": { "type": "final" } } }""",
            path: "m.statechart.json")
            .GetType("Example.MMachine", throwOnError: true)!;

        machine.GetField("Mermaid")!.GetValue(null).ShouldBe(
            "stateDiagram-v2\n    state \"a b c d\" as ABCD\n    [*] --> ABCD\n    ABCD --> [*]");
    }

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
