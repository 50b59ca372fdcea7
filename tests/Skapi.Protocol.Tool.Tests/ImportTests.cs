using static Skapi.Protocol.Tool.Tests.CommandLine;

namespace Skapi.Protocol.Tool.Tests;

/// <summary>JSON Schemas rewritten as schemas of RFC 8927, with a report of what is lost.</summary>
public sealed partial class ImportTests : IDisposable
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
    [InlineData("""{ "properties": { "a": true } }""", """{"optionalProperties":{"a":{}},"additionalProperties":true}""")]
    [InlineData("""{ "anyOf": [true, { "type": "null" }] }""", """{"nullable":true}""")]
    [InlineData(
        """{ "allOf": [{ "properties": { "a": {}, "b": {} } }], "required": ["a"] }""",
        """{"properties":{"a":{}},"optionalProperties":{"b":{}},"additionalProperties":true}""")]
    [InlineData(
        """{ "allOf": [{ "properties": { "a": {} }, "allOf": [{ "properties": { "b": {} } }, { "required": ["b"] }] }] }""",
        """{"properties":{"b":{}},"optionalProperties":{"a":{}},"additionalProperties":true}""")]
    [InlineData(
        """{ "allOf": [{ "properties": { "a": {} }, "additionalProperties": false }] }""",
        """{"optionalProperties":{"a":{}}}""")]
    [InlineData(
        """
        { "properties": { "a": {} }, "required": ["a"], "oneOf": [
            { "properties": { "kind": { "const": "x" }, "b": {} }, "required": ["kind", "b"] },
            { "properties": { "kind": { "const": "y" } }, "required": ["kind"] }] }
        """,
        """
        {"discriminator":"kind","mapping":{
        "x":{"properties":{"a":{},"b":{}},"additionalProperties":true},
        "y":{"properties":{"a":{}},"additionalProperties":true}}}
        """)]
    [InlineData("""{ "anyOf": [{ "type": "string" }, { "const": null }] }""", """{"type":"string","nullable":true}""")]
    [InlineData(
        """{ "properties": { "a": { "type": "integer", "minimum": 0, "maximum": 4294967295, "default": 4294967295 } } }""",
        """
        {"optionalProperties":{"a":{"type":"uint32","metadata":{"default":4294967295}}},"additionalProperties":true}
        """)]
    [InlineData(
        """{ "allOf": [{ "$ref": "#/$defs/x" }], "title": "A", "$defs": { "x": { "enum": ["a"] } } }""",
        """{"ref":"x","metadata":{"description":"A"},"definitions":{"x":{"enum":["a"]}}}""")]
    [InlineData(
        """{ "definitions": { "Node": { "properties": { "parent": { "allOf": [{ "$ref": "#/definitions/Node" }] } } } } }""",
        """{"definitions":{"Node":{"optionalProperties":{"parent":{"ref":"Node"}},"additionalProperties":true}}}""")]
    [InlineData(
        """{ "type": "string", "minLength": 1, "maxLength": 5, "pattern": "^a" }""",
        """{"type":"string","metadata":{"constraints":{"minLength":1,"maxLength":5,"pattern":"^a"}}}""")]
    [InlineData(
        """{ "type": "integer", "minimum": 0, "maximum": 99 }""",
        """{"type":"uint8","metadata":{"constraints":{"maximum":99}}}""")]
    [InlineData(
        """{ "type": "number", "minimum": 0.5, "exclusiveMinimum": true, "exclusiveMaximum": 2 }""",
        """{"type":"float64","metadata":{"constraints":{"exclusiveMinimum":0.5,"exclusiveMaximum":2}}}""")]
    [InlineData(
        """{ "type": "array", "items": { "type": "boolean" }, "maxItems": 2, "uniqueItems": true }""",
        """{"elements":{"type":"boolean"},"metadata":{"constraints":{"maxItems":2,"uniqueItems":true}}}""")]
    [InlineData(
        """{ "type": "object", "additionalProperties": { "type": "boolean" }, "maxProperties": 2 }""",
        """{"values":{"type":"boolean"},"metadata":{"constraints":{"maxProperties":2}}}""")]
    public async Task What_both_can_say_is_rewritten_without_a_report(string schema, string expected)
    {
        File.WriteAllText(Source, schema);

        var (exitCode, output, error) = await RunAsync("import", Source, "--strict");

        error.ShouldBeEmpty();
        exitCode.ShouldBe(0);
        System.Text.Json.Nodes.JsonNode.Parse(output)!.ToJsonString().ShouldBe(expected.ReplaceLineEndings(""));
    }

    [Theory]
    [InlineData("""{ "type": "string", "not": {} }""", "#: “not” is not checked")]
    [InlineData("""{ "type": "boolean", "maxLength": 5 }""", "#: “maxLength” is not checked")]
    [InlineData("""{ "type": "string", "maxLength": -5 }""", "#: “maxLength” is not checked")]
    [InlineData("""{ "type": "string", "pattern": "(?=a)" }""", "#: “pattern” is not checked")]
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
    [InlineData(
        """{ "anyOf": [{ "type": "string" }, true] }""",
        "#/anyOf: alternatives without a common tag became a schema that accepts any value")]
    [InlineData(
        """
        { "anyOf": [{ "properties": { "k": { "const": "a" } }, "required": ["k"] }, { "properties": [], "required": ["k"] }] }
        """,
        "#/anyOf: alternatives without a common tag became a schema that accepts any value")]
    [InlineData(
        """{ "allOf": [{ "properties": { "a": {} }, "additionalProperties": false }, { "properties": { "b": {} } }] }""",
        "#: “additionalProperties” that forbids members of another part is not checked")]
    [InlineData(
        """{ "allOf": [{ "properties": { "a": { "type": "string" } } }, { "properties": { "a": { "type": "boolean" } } }] }""",
        "#/properties/a: several schemas became the last of them")]
    [InlineData(
        """{ "allOf": [{ "properties": { "a": {} } }, { "properties": { "b": {} }, "minProperties": 1 }] }""",
        "#/allOf/1: “minProperties” is not checked")]
    [InlineData(
        """{ "properties": { "a": {}, "b": {} }, "anyOf": [{ "required": ["a"] }, { "required": ["b"] }] }""",
        "#/anyOf: alternatives without a common tag are not checked")]
    [InlineData(
        """{ "$ref": "#/$defs/missing" }""",
        "#: the ref “#/$defs/missing” became a schema that accepts any value: make it a definition")]
    [InlineData("""{ "const": null }""", "#: a null alone became a schema that accepts any value")]
    [InlineData("""{ "enum": [null] }""", "#: a null alone became a schema that accepts any value")]
    [InlineData(
        """{ "properties": { "a": { "type": "integer", "minimum": 0, "maximum": 255, "default": 300 } } }""",
        "#/properties/a: the default “300” is not a value of uint8")]
    [InlineData(
        """{ "$ref": "#/$defs/x", "minimum": 1, "description": "A", "$defs": { "x": { "type": "number" } } }""",
        "#: “minimum” is not checked")]
    [InlineData("""{ "$ref": "x.json", "properties": {} }""", "#: “properties” beside “$ref” is not checked")]
    [InlineData("""{ "type": "string", "enum": ["a"], "format": "date" }""", "#: “format” beside “enum” is not checked")]
    [InlineData("""{ "const": "a", "oneOf": [true] }""", "#: “oneOf” beside “const” is not checked")]
    [InlineData(
        """{ "anyOf": [{ "type": "number" }, { "type": "null" }], "format": "x" }""", "#: “format” beside “anyOf” is not checked")]
    [InlineData("""{ "items": { "type": "string" } }""", "#: “items” without “type” is not checked")]
    [InlineData(
        """{ "definitions": { "x": { "type": "string" } }, "$defs": { "x": { "type": "boolean" } }, "$ref": "#/$defs/x" }""",
        "#/$defs/x: the definition of this name in “definitions” is used instead: give one of the two another name")]
    public async Task What_is_lost_is_reported_at_its_place(string schema, string line)
    {
        File.WriteAllText(Source, schema);

        var (exitCode, _, error) = await RunAsync("import", Source);

        (exitCode, error).ShouldBe((0, line + Environment.NewLine));
        (await RunAsync("import", Source, "--strict")).ExitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData(
        """
        { "definitions": { "node": { "properties": {
            "parent": { "allOf": [{ "$ref": "#/definitions/node" }, { "properties": { "a": {} } }] } } } } }
        """,
        "#/definitions/node/properties/parent/properties/parent")]
    [InlineData(
        """
        { "$defs": { "leaf": { "properties": { "k": { "const": "leaf" } }, "required": ["k"] },
          "branch": { "required": ["k"], "properties": { "k": { "const": "branch" },
            "left": { "oneOf": [{ "$ref": "#/$defs/leaf" }, { "$ref": "#/$defs/branch" }] } } } } }
        """,
        "#/$defs/branch/properties/left/oneOf/branch/properties/left/oneOf")]
    public async Task A_schema_that_is_combined_with_itself_is_reported(string schema, string place)
    {
        File.WriteAllText(Source, schema);

        var (exitCode, _, error) = await RunAsync("import", Source);

        (exitCode, error).ShouldBe((
            0,
            $"{place}: a schema that contains itself became one that accepts any value: refer to it with “$ref” alone"
            + Environment.NewLine));
    }

    [Fact]
    public async Task Schemas_that_contain_each_other_in_many_ways_are_imported_in_bounded_time()
    {
        var names = Enumerable.Range(0, 12).Select(static index => $"n{index}").ToList();
        var any = string.Join(", ", names.Select(static name => $$"""{ "$ref": "#/$defs/{{name}}" }"""));
        var definitions = names.Select(name =>
            $$"""
            "{{name}}": { "required": ["k"], "properties": { "k": { "const": "{{name}}" }, "next": { "oneOf": [{{any}}] } } }
            """);
        File.WriteAllText(Source, $$"""{ "$defs": { {{string.Join(", ", definitions)}} } }""");

        var (exitCode, _, error) = await RunAsync("import", Source, "-o", Path.Combine(_folder, "it.json"));

        exitCode.ShouldBe(0);
        error.ShouldContain("refer to it with “$ref” alone");
    }

    [Fact]
    public async Task Definitions_that_are_no_object_hold_nothing()
    {
        File.WriteAllText(Source, """{ "definitions": [], "allOf": [{ "$ref": "#/definitions/x" }, {}] }""");

        (await RunAsync("import", Source)).Error.ShouldStartWith("#: “allOf” of other schemas than objects");
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

    [Theory]
    [InlineData("{")]
    [InlineData("""{ "type": "string", "type": "number" }""")]
    [InlineData("""{ "properties": { "a": { "type": "string", "type": "number" } } }""")]
    public async Task A_file_that_is_not_json_is_refused_in_one_line(string text)
    {
        File.WriteAllText(Source, text);

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
