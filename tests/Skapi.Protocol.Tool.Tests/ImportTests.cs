using static Skapi.Protocol.Tool.Tests.CommandLine;

namespace Skapi.Protocol.Tool.Tests;

/// <summary>JSON Schemas rewritten as schemas of RFC 8927, with a report of what is lost.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("skapi-import-").FullName;

    private string Source => Path.Combine(_folder, "schema.json");

    private string Target => Path.Combine(_folder, "protocol", "it.json");

    [Theory]
    [InlineData("""{ "type": "string" }""", """{"type":"string"}""")]
    [InlineData("""{ "type": "string", "format": "date-time" }""", """{"type":"timestamp"}""")]
    [InlineData("""{ "type": "string", "format": "uuid" }""", """{"type":"string","metadata":{"encoding":"uuid"}}""")]
    [InlineData("""{ "type": "integer", "minimum": 0, "maximum": 255 }""", """{"type":"uint8"}""")]
    [InlineData("""{ "type": ["number", "null"] }""", """{"type":"float64","nullable":true}""")]
    [InlineData("""{ "enum": ["a", "b", null] }""", """{"enum":["a","b"],"nullable":true}""")]
    [InlineData("""{ "const": "a" }""", """{"enum":["a"]}""")]
    [InlineData("""{ "type": "array", "items": { "type": "boolean" } }""", """{"elements":{"type":"boolean"}}""")]
    [InlineData("""{ "type": "object", "additionalProperties": { "type": "boolean" } }""", """{"values":{"type":"boolean"}}""")]
    [InlineData("""{ "anyOf": [{ "type": "string" }, { "type": "null" }] }""", """{"type":"string","nullable":true}""")]
    [InlineData("""{ "$ref": "other.json#/$defs/x" }""", """{"metadata":{"ref":"other.json#/definitions/x"}}""")]
    [InlineData(
        """{ "title": "A", "$defs": { "x": { "type": "string" } }, "$ref": "#/$defs/x" }""",
        """{"ref":"x","metadata":{"description":"A"},"definitions":{"x":{"type":"string"}}}""")]
    [InlineData(
        """
        { "type": "object", "required": ["a"], "additionalProperties": false,
          "properties": { "a": { "type": "boolean" }, "b": { "type": "string", "default": "x" } } }
        """,
        """
        {"properties":{"a":{"type":"boolean"}},"optionalProperties":{"b":{"type":"string","metadata":{"default":"x"}}}}
        """)]
    [InlineData(
        """
        { "oneOf": [{ "$ref": "#/$defs/dot" }, { "properties": { "kind": { "const": "line" } }, "required": ["kind"] }],
          "$defs": { "dot": { "properties": { "kind": { "const": "dot" }, "x": { "type": "number" } }, "required": ["kind", "x"] } } }
        """,
        """
        {"discriminator":"kind","mapping":{
        "dot":{"properties":{"x":{"type":"float64"}},"additionalProperties":true},
        "line":{"properties":{},"additionalProperties":true}},
        "definitions":{"dot":{"properties":{"kind":{"enum":["dot"]},"x":{"type":"float64"}},"additionalProperties":true}}}
        """)]
    [InlineData(
        """{ "allOf": [{ "properties": { "a": {} }, "required": ["a"] }, { "properties": { "b": {} } }] }""",
        """{"properties":{"a":{}},"optionalProperties":{"b":{}},"additionalProperties":true}""")]
    public async Task What_both_can_say_is_rewritten_without_a_report(string schema, string expected)
    {
        File.WriteAllText(Source, schema);

        var (exitCode, output, error) = await RunAsync("import", Source, "--strict");

        error.ShouldBeEmpty();
        exitCode.ShouldBe(0);
        System.Text.Json.Nodes.JsonNode.Parse(output)!.ToJsonString().ShouldBe(expected.ReplaceLineEndings(""));
    }

    [Theory]
    [InlineData("""{ "type": "string", "maxLength": 5 }""", "#: “maxLength” is not checked")]
    [InlineData("""{ "type": "string", "format": "email" }""", "#: the format “email” is not checked")]
    [InlineData(
        """{ "type": "integer" }""",
        "#: an integer without limits became int32: for larger ones use a string with the encoding int64")]
    [InlineData(
        """{ "type": "integer", "minimum": 0, "maximum": 9007199254740991 }""",
        "#: an integer of more than 32 bits became float64, which rounds numbers beyond 2⁵³")]
    [InlineData(
        """{ "type": ["string", "number"] }""", "#: several types (string, number) became a schema that accepts any value")]
    [InlineData("""{ "enum": ["a", 1] }""", "#: an enum of other values than strings became a schema that accepts any value")]
    [InlineData(
        """{ "properties": { "a/b": { "oneOf": [{ "type": "string" }, { "type": "number" }] } } }""",
        "#/properties/a~1b/oneOf: alternatives without a common tag became a schema that accepts any value")]
    [InlineData("""{ "type": "array", "prefixItems": [{}] }""", "#: a tuple became an array of any values")]
    [InlineData("""{ "$ref": "#" }""", "#: the ref “#” became a schema that accepts any value: make it a definition")]
    [InlineData(
        """{ "allOf": [{ "type": "string" }] }""", "#: “allOf” of other schemas than objects became a schema that accepts any value")]
    [InlineData(
        """{ "properties": { "a": { "type": "boolean", "default": "x" } } }""",
        "#/properties/a: “default” is only possible for optional booleans, numbers, strings and enums that are not nullable")]
    public async Task What_is_lost_is_reported_at_its_place(string schema, string line)
    {
        File.WriteAllText(Source, schema);

        var (exitCode, _, error) = await RunAsync("import", Source);

        (exitCode, error).ShouldBe((0, line + Environment.NewLine));
        (await RunAsync("import", Source, "--strict")).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task The_result_of_an_import_passes_the_check()
    {
        File.WriteAllText(Source, """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Order", "type": "object", "required": ["id", "lines"],
              "properties": {
                "id": { "type": "string", "format": "uuid" }, "state": { "enum": ["open", "paid"], "default": "open" },
                "lines": { "type": "array", "items": { "$ref": "#/$defs/line" } }
              },
              "$defs": { "line": { "type": "object", "properties": { "count": { "type": "integer", "minimum": 1, "maximum": 99 } } } }
            }
            """);
        Directory.CreateDirectory(Path.GetDirectoryName(Target)!);

        (await RunAsync("import", Source, "-o", Target)).ExitCode.ShouldBe(0);

        (await RunAsync("lock", Path.GetDirectoryName(Target)!)).ShouldBe((0, "", ""));
        (await RunAsync("typescript", Path.GetDirectoryName(Target)!)).Output.ShouldContain("@default open");
    }

    [Fact]
    public async Task A_file_that_is_not_json_is_refused_in_one_line()
    {
        File.WriteAllText(Source, "{");

        var (exitCode, _, error) = await RunAsync("import", Source);

        exitCode.ShouldBe(1);
        error.ShouldStartWith($"“{Source}”: ");
    }

    [Theory]
    [InlineData("message", "chat-message", "chat-message.json")]
    [InlineData("union", "chatEvent", "chatEvent.json")]
    [InlineData("statechart", "door", "door.statechart.json")]
    public async Task A_new_file_passes_the_check_and_is_never_overwritten(string kind, string name, string file)
    {
        var folder = Path.Combine(_folder, "protocol");

        (await RunAsync("new", kind, name, "--folder", folder)).ShouldBe((0, Path.Combine(folder, file) + Environment.NewLine, ""));

        (await RunAsync("lock", folder)).ShouldBe((0, "", ""));
        (await RunAsync("new", kind, name, "--folder", folder)).Error.ShouldContain("exists already");
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("1x")]
    [InlineData("a\"b")]
    [InlineData("a b")]
    [InlineData("a:b")]
    public async Task A_name_that_is_not_one_of_a_type_is_refused(string name) =>
        (await RunAsync("new", "message", name, "--folder", _folder)).Error.ShouldContain($"“{name}” cannot name a type");

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
