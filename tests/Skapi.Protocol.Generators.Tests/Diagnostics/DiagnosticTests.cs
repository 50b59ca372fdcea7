using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Skapi.Protocol.Generators.Tests.Helpers;

namespace Skapi.Protocol.Generators.Tests.Diagnostics;

/// <summary>Each diagnostic, at its line and column: «» mark the place.</summary>
public sealed class DiagnosticTests
{
    public static TheoryData<string, string> Schemas => new()
    {
        { "SKP0001", """{ "type": «string» }""" },
        { "SKP0001", """{ "type": "string", «}»""" },
        { "SKP0001", "{ \"type\": \"string\"«»" },
        { "SKP0001", """{} «x»""" },
        { "SKP0001", """{ "metadata": { "x": «01» } }""" },
        { "SKP0001", """{ "metadata": { "x": «"\ud800"» } }""" },
        { "SKP0001", "{ \"metadata\": { \"x\": \"a«\ufffd»\" } }" },
        { "SKP0001", "«»" },
        { "SKP0002", """{ "type": "string", «"type"»: "string" }""" },
        { "SKP0101", """{ "elements": «[]» }""" },
        { "SKP0102", """
            {
              "type": "string",
              «"format"»: "email"
            }
            """ },
        { "SKP0103", """{ "nullable": «"yes"» }""" },
        { "SKP0103", """{ "ref": «1» }""" },
        { "SKP0103", """{ "enum": ["a", «1»] }""" },
        { "SKP0104", """{ "type": "string", «"enum"»: ["a"] }""" },
        { "SKP0104", """{ "values": {}, «"discriminator"»: "t", "mapping": {} }""" },
        { "SKP0104", """{ "elements": {}, «"additionalProperties"»: true }""" },
        { "SKP0105", """{ "elements": { «"definitions"»: {} } }""" },
        { "SKP0106", """{ "definitions": { "a": { "elements": { "ref": «"b"» } } } }""" },
        { "SKP0107", """{ "definitions": { «"a"»: { "ref": "a" } } }""" },
        { "SKP0108", """{ "elements": { "type": «"int64"» } }""" },
        { "SKP0109", """{ "enum": «[]» }""" },
        { "SKP0110", """{ "enum": ["a", «"a"»] }""" },
        { "SKP0111", """{ "properties": { "a": {} }, "optionalProperties": { «"a"»: {} } }""" },
        { "SKP0112", """{ "discriminator": "t", "mapping": { «"a"»: { "type": "string" } } }""" },
        { "SKP0112", """{ "discriminator": "t", "mapping": { «"a"»: { "ref": "b" } }, "definitions": { "b": { "properties": {} } } }""" },
        { "SKP0113", """{ "discriminator": "t", "mapping": { «"a"»: { "properties": {}, "nullable": true } } }""" },
        { "SKP0114", """{ "discriminator": "t", "mapping": { "a": { "properties": { «"t"»: {} } } } }""" },
        { "SKP0115", """{ «"discriminator"»: "t" }""" },
        { "SKP0115", """{ «"mapping"»: {} }""" },
        { "SKP0115", """{ «"additionalProperties"»: true }""" },
        {
            "SKP0116",
            """{ «"$schema"»: "http://json-schema.org/draft-07/schema#", "type": "object", "required": ["a"], "properties": {} }"""
        },
        { "SKP0116", """{ «"type"»: "object", "properties": { "a": { "type": "integer" } } }""" },
        { "SKP0201", """{ "metadata": { "name": «1» } }""" },
        { "SKP0201", """{ "metadata": { "presence": «"a"» }, "properties": { "a": {} } }""" },
        { "SKP0202", """{ "properties": { «"#"»: {} } }""" },
        { "SKP0202", """{ "enum": [«"#"»] }""" },
        { "SKP0203", """{ "properties": { "a": { "metadata": { "name": «"a b"» } } } }""" },
        { "SKP0204", """{ "properties": { "user_id": {}, «"userId"»: {} } }""" },
        { "SKP0204", """{ "properties": { "a": { "metadata": { "name": «"Schema"» } } } }""" },
        { "SKP0204", """{ "properties": { "a": { "metadata": { "name": «"Equals"» } } } }""" },
        { "SKP0204", """{ "properties": { "equals_value": {}, «"equals"»: {} } }""" },
        { "SKP0204", """{ "enum": ["a-b", «"a_b"»] }""" },
        { "SKP0204", """{ "metadata": { "presence": [«"none"»] }, "properties": { "none": {} } }""" },
        { "SKP0205", """{ "definitions": { "a_b": { "properties": {} }, «"aB"»: { "properties": {} } } }""" },
        { "SKP0206", """{ "metadata": { "presence": [«"b"»] }, "properties": { "a": {} } }""" },
        { "SKP0207", """{ "metadata": { "values": { «"b"»: {} } }, "enum": ["a"] }""" },
        { "SKP0208", """{ "properties": { "a": { "type": "string", "metadata": { "encoding": «"hex"» } } } }""" },
        { "SKP0208", """{ "properties": { "a": { "type": "int8", "metadata": { "encoding": «"base64"» } } } }""" },
        { "SKP0201", """{ "properties": { "a": { "metadata": { "key": «-1» } } } }""" },
        { "SKP0213", """{ "type": "string", "metadata": { «"nmae"»: "X", "other": 1 } }""" },
        { "SKP0210", """{ "properties": { "a": { "metadata": { "key": 1 } }, "b": { "metadata": { "key": «1» } } } }""" },
        { "SKP0211", """{ "properties": { "a": { "metadata": { "key": 1 } }, «"b"»: {} } }""" },
        { "SKP0215", """{ "properties": { "a": { "metadata": { "ref": «"gone.json"» } } } }""" },
        { "SKP0215", """{ "definitions": { "a": { "metadata": { "ref": «"gone.json#/definitions/b"» } } } }""" },
        { "SKP0216", """{ "properties": { "a": { "type": "string", "metadata": { "ref": «"other.json"» } } } }""" },
        { "SKP0216", """{ "metadata": { "ref": «"other.json"» } }""" },
        { "SKP0217", """{ "properties": { "a": { "type": "int8", "metadata": { "default": «1» } } } }""" },
        { "SKP0217", """{ "optionalProperties": { "a": { "type": "int8", "nullable": true, "metadata": { "default": «1» } } } }""" },
        { "SKP0217", """{ "optionalProperties": { "a": { "type": "int8", "metadata": { "default": «128» } } } }""" },
        { "SKP0217", """{ "optionalProperties": { "a": { "type": "uint32", "metadata": { "default": «1.5» } } } }""" },
        { "SKP0217", """{ "optionalProperties": { "a": { "type": "float32", "metadata": { "default": «1e39» } } } }""" },
        { "SKP0217", """{ "optionalProperties": { "a": { "type": "boolean", "metadata": { "default": «"true"» } } } }""" },
        { "SKP0217", """{ "optionalProperties": { "a": { "type": "string", "metadata": { "default": «null» } } } }""" },
        { "SKP0217", """{ "optionalProperties": { "a": { "enum": ["x"], "metadata": { "default": «"y"» } } } }""" },
        { "SKP0217", """{ "optionalProperties": { "a": { "elements": {}, "metadata": { "default": «[]» } } } }""" },
        {
            "SKP0218", """{ "properties": { "a": { "type": "int8", "metadata": { "constraints": { «"maxLength"»: 1 } } } } }"""
        },
        { "SKP0219", """{ "properties": { "a": { "type": "int8", "metadata": { "union": «{ "b": {} }» } } } }""" },
        { "SKP0219", """{ "properties": { "a": { "metadata": { "union": «{}» } } } }""" },
        { "SKP0219", """{ "properties": { "a": { "metadata": { "union": { «"b"»: {} } } } } }""" },
        { "SKP0219", """{ "properties": { "a": { "metadata": { "union": { «"b"»: { "type": "int8", "nullable": true } } } } } }""" },
        {
            "SKP0219",
            """
            { "metadata": { "union": { "a": { "type": "int8" }, «"b"»: { "ref": "c" } } }, "definitions": { "c": { "type": "float64" } } }
            """
        },
        {
            "SKP0219", """{ "metadata": { "union": { «"a"»: { "type": "int8", "metadata": { "constraints": { "minimum": 1 } } } } } }"""
        },
        {
            "SKP0219",
            """
            { "metadata": { "union": { «"a"»: { "elements": { "ref": "b" } } } },
              "definitions": { "b": { "type": "int8", "metadata": { "constraints": { "minimum": 1 } } } } }
            """
        },
        {
            "SKP0217",
            """
            { "metadata": { "presence": [«"a"»] }, "optionalProperties": { "a": { "type": "int8", "metadata": { "default": 1 } } } }
            """
        },
        { "SKP0214", """{ "metadata": { "additional": «"Rest"» }, "properties": {} }""" },
        { "SKP0115", """{ "metadata": { "additionalKey": «1» }, "properties": {}, "additionalProperties": true }""" },
        {
            "SKP0211",
            """
            { "metadata": { "additional": «"Rest"» }, "properties": { "a": { "metadata": { "key": 1 } } }, "additionalProperties": true }
            """
        },
        {
            "SKP0210",
            """
            { "metadata": { "additional": "Rest", "additionalKey": 1 }, "properties": { "a": { "metadata": { "key": «1» } } },
              "additionalProperties": true }
            """
        },
        { "SKP0209", """{ "definitions": { «"RawJson"»: { "properties": {} } } }""" },
        { "SKP0209", """{ "definitions": { «"protocolResolver"»: { "properties": {} } } }""" },
        { "SKP0209", """{ "definitions": { «"toString"»: { "properties": {} } } }""" },
        { "SKP0209", """{ "definitions": { «"value"»: { "enum": ["a"] } } }""" },
        { "SKP0209", """{ "definitions": { «"value"»: { "elements": { "ref": "value" } } } }""" },
        { "SKP0209", """{ "definitions": { «"unknown"»: { "discriminator": "t", "mapping": {} } } }""" },
        { "SKP0209", """{ "definitions": { «"a"»: { "properties": {}, "metadata": { "name": "record" } } } }""" },
        { "SKP0204", """{ "definitions": { "payload": { "properties": { "a": {} }, "metadata": { "presence": [«"a"»] } } } }""" },
        { "SKP0204", """{ "properties": { "a": {}, "b": { "metadata": { "name": «"get_A"» } } } }""" },
    };

    public static TheoryData<string, string> Statecharts => new()
    {
        { "SKP0301", """{ "id": "x", "initial": "a", «"context"»: {}, "states": { "a": { "type": "final" } } }""" },
        { "SKP0301", """{ "id": "x", "initial": "a", "states": { "a": { "type": "final", «"history"»: "deep" } } }""" },
        {
            "SKP0301",
            """
            { "id": "x", "initial": "a", "states": { "a": { "on": { "e": { "target": "b", «"cond"»: "g" } } }, "b": { "type": "final" } } }
            """
        },
        { "SKP0302", """{ "id": «1», "initial": "a", "states": { "a": { "type": "final" } } }""" },
        { "SKP0302", """{ "id": "x", "initial": "a", "states": { "a": { "on": { "e": «[]» } } } }""" },
        { "SKP0302", """{ "id": "x", "initial": "a", "states": { "a": { "type": "final", "entry": «1» } } }""" },
        { "SKP0303", """«{» "id": "x", "states": { "a": { "type": "final" } } }""" },
        { "SKP0302", """{ "id": "x", "initial": "a", "states": { "a": { "type": "final", "tags": [«1»] } } }""" },
        {
            "SKP0303",
            """
            { "id": "x", "initial": "a", "states": {
              «"a"»: { "states": { "b": { "on": { "e": "#x.z" } } } }, "z": { "type": "final" } } }
            """
        },
        {
            "SKP0303",
            """{ "id": "x", "initial": "a", "states": { "a": { "invoke": «{»"src": "t", "onDone": "b" } }, "b": { "type": "final" } } }"""
        },
        {
            "SKP0303",
            """{ "id": "x", "initial": "a", "states": { "a": { "invoke": [«{»"onError": "b" }] }, "b": { "type": "final" } } }"""
        },
        {
            "SKP0301",
            """
            { "id": "x", "initial": "a", "states": {
              "a": { "invoke": { "src": "t", «"input"»: {}, "onError": "b" } }, "b": { "type": "final" } } }
            """
        },
        {
            "SKP0305",
            """
            { "id": "x", "initial": "a", "states": {
              «"a"»: { "type": "final", "invoke": { "src": "t", "onError": "a" } } } }
            """
        },
        {
            "SKP0204",
            """
            { "id": "x", "initial": "a", "states": {
              "a": { "entry": «"startTask"», "invoke": { "src": "t", "onError": "b" } }, "b": { "type": "final" } } }
            """
        },
        {
            "SKP0304",
            """
            { "id": "x", "initial": "a", "states": {
              "a": { "initial": «"c"», "states": { "b": { "on": { "e": "#x.z" } } } }, "z": { "type": "final" } } }
            """
        },
        {
            "SKP0304",
            """
            { "id": "x", "initial": "a", "states": {
              "a": { "initial": "b", "states": { "b": { "on": { "e": «"z"» } } } }, "z": { "type": "final" } } }
            """
        },
        { "SKP0304", """{ "id": "x", "initial": «"b"», "states": { "a": { "type": "final" } } }""" },
        { "SKP0304", """{ "id": "x", "initial": "a", "states": { "a": { "on": { "e": «"c"» } } } }""" },
        { "SKP0305", """{ "id": "x", "initial": "a", "states": { «"a"»: { "type": "final", "on": { "e": "a" } } } }""" },
        {
            "SKP0305",
            """{ "id": "x", "initial": "a", "states": { «"a"»: { "type": "final", "initial": "b", "states": { "b": {} } } } }"""
        },
        { "SKP0306", """{ "id": "x", "initial": "a", "states": { "a": { "after": { «"d"»: "b" } }, "b": { "type": "final" } } }""" },
        {
            "SKP0307",
            """{ "id": "x", "initial": "a", "states": { "a": { "type": «"parallel"», "on": { "e": "b" } }, "b": { "type": "final" } } }"""
        },
        { "SKP0307", """{ "id": "x", "initial": "a", "states": { "a": { "on": { «"e.*"»: "b" } }, "b": { "type": "final" } } }""" },
        {
            "SKP0307",
            """
            { "id": "x", "initial": "a", "states": {
              "a": { "initial": "b", "after": { "10": "z" }, "states": { "b": { "after": { «"10"»: "#x.z" } } } },
              "z": { "type": "final" } } }
            """
        },
        {
            "SKP0307",
            """
            { "id": "x", "initial": "a", "states": {
              «"a"»: { "initial": "b", "always": { "target": "z", "guard": "g" },
                "states": { "b": { "on": { "e": "c" } }, "c": { "type": "final" } } },
              "z": { "type": "final" } } }
            """
        },
        {
            "SKP0307",
            """
            { "id": "x", "initial": "a", "states": {
              "a": { "initial": "b", "invoke": { "src": "t", "onError": "z" },
                "states": { "b": { "invoke": { "src": «"t"», "onError": "#x.z" } } } },
              "z": { "type": "final" } } }
            """
        },
        { "SKP0307", """{ "id": "x", "initial": "a", "states": { "a": { «"onDone"»: "b" }, "b": { "type": "final" } } }""" },
        {
            "SKP0307",
            """
            { "id": "x", "initial": "a", "states": { "a": { "after": { "10": [{ "target": "b", "guard": "g" }, «"b"»] } },
              "b": { "type": "final" } } }
            """
        },
        { "SKP0307", """{ "id": "x", "initial": "a", "states": { "a": { "after": { «"1e3"»: "b" } }, "b": { "type": "final" } } }""" },
        {
            "SKP0307",
            """{ "id": "x", "initial": "a", "states": { "a": { "after": { "10": "b", «"0010"»: "b" } }, "b": { "type": "final" } } }"""
        },
        { "SKP0307", """{ "id": "x", "initial": "a", "states": { "a": { "after": { «"0x10"»: "b" } }, "b": { "type": "final" } } }""" },
        { "SKP0307", """{ "id": "x", "initial": "a", "states": { "a": { "after": { «""»: "b" } }, "b": { "type": "final" } } }""" },
        { "SKP0307", """{ "id": "x", "initial": "a", "states": { "a": { "on": { "e": "b.c" } }, «"b.c"»: { "type": "final" } } }""" },
        { "SKP0307", """{ "id": "x.y", "initial": "a", "states": { "a": { "on": { "e": «"#x.y.b"» } }, "b": { "type": "final" } } }""" },
        { "SKP0307", """{ "id": "x", "initial": "a", "on": { "e": «"b"» }, "states": { "a": {}, "b": { "type": "final" } } }""" },
        {
            "SKP0307",
            """
            { "id": "x", "initial": "a", "states": { "a": { "on": { "e": { "target": "b", "guard": { "type": "g", «"params"»: {} } } } },
              "b": { "type": "final" } } }
            """
        },
        { "SKP0309", """{ "id": "x", "initial": "a", "states": { "a": { "type": "final" }, «"b"»: { "type": "final" } } }""" },
        {
            "SKP0309",
            """
            { "id": "x", "initial": "a", "states": {
              "a": { "initial": "b", "on": { "e": "z" }, "states": { "b": {}, «"c"»: {} } }, "z": { "type": "final" } } }
            """
        },
        { "SKP0310", """{ "id": "x", "initial": "a", "states": { «"a"»: { "on": { "e": { "actions": "x" } } } } }""" },
        {
            "SKP0311",
            """{ "id": "x", "initial": "a", "states": { "a": { "on": { "e": ["b", «{ "target": "a" }»] } }, "b": { "type": "final" } } }"""
        },
        {
            "SKP0312",
            """
            { "id": "x", "initial": "a", "meta": { "triggers": { "e": {}, «"f"»: {} } },
              "states": { "a": { "on": { "e": "b" } }, "b": { "type": "final" } } }
            """
        },
        {
            "SKP0312",
            """
            { "id": "x", "initial": "a", "meta": { «"trigger"»: {} },
              "states": { "a": { "on": { "e": "b" } }, "b": { "type": "final" } } }
            """
        },
        {
            "SKP0204",
            """
            { "id": "x", "initial": "aB", "states": {
              "aB": { "on": { "e": "a" } }, "a": { "initial": "b", "states": { «"b"»: { "on": { "e": "#x.z" } } } },
              "z": { "type": "final" } } }
            """
        },
        {
            "SKP0204",
            """{ "id": "x", "initial": "a", "states": { "a": { "on": { "e-f": "b", «"e_f"»: "b" } }, "b": { "type": "final" } } }"""
        },
    };

    [Theory]
    [MemberData(nameof(Schemas))]
    public void A_wrong_schema_is_reported_where_it_is_wrong(string id, string schema) => Check(id, schema, "schema.json");

    [Theory]
    [MemberData(nameof(Statecharts))]
    public void A_wrong_statechart_is_reported_where_it_is_wrong(string id, string statechart) =>
        Check(id, statechart, "x.statechart.json");

    [Fact]
    public void Unguarded_transitions_in_a_circle_are_reported_at_each_of_their_states()
    {
        var result = GeneratorHost.Run(
            """
            { "id": "x", "initial": "a", "states": {
              "a": { "always": "b" },
              "b": { "always": "a" } } }
            """, "x.statechart.json");

        Check(
            result, "SKP0308", "x.statechart.json", new LinePositionSpan(new(1, 2), new(1, 5)), new LinePositionSpan(new(2, 2), new(2, 5)));
    }

    [Fact]
    public void A_file_that_the_compiler_reads_in_another_encoding_is_reported()
    {
        var schema = SourceText.From(new MemoryStream([.. "{ \"metadata\": { \"x\": \"é"u8, 0xff, .. "\" } }"u8]), Encoding.Latin1);

        var diagnostic = GeneratorHost.Run([new SchemaText("schema.json", schema)]).Diagnostics.ShouldHaveSingleItem();

        diagnostic.Id.ShouldBe("SKP0001");
        diagnostic.Location.GetLineSpan().StartLinePosition.ShouldBe(new LinePosition(0, 23));
    }

    [Fact]
    public void A_namespace_that_is_none_is_reported()
    {
        var driver = GeneratorHost.CreateDriver([new SchemaText("schema.json", """{ "properties": {} }""")], new SchemaOptions("1.2"));

        var result = driver.RunGenerators(GeneratorHost.CreateCompilation()).GetRunResult().Results.Single();

        Check(result, "SKP0003", "schema.json", new LinePositionSpan());
    }

    [Fact]
    public void A_type_that_is_called_as_a_namespace_is_reported_and_the_other_file_is_emitted()
    {
        const string schema = """{ "properties": {} }""";
        var driver = GeneratorHost.CreateDriver(
            [new SchemaText("Example/chat.json", schema), new SchemaText("Example.Chat.Rooms/json.json", schema)], SchemaOptions.ByFolder);

        var result = driver.RunGenerators(GeneratorHost.CreateCompilation()).GetRunResult().Results.Single();

        Check(result, "SKP0212", "Example/chat.json", new LinePositionSpan(new(0, 0), new(0, 1)));
        result.GeneratedSources.Select(static source => source.HintName).ShouldContain("Example.Chat.Rooms.Json.g.cs");
    }

    [Fact]
    public void A_type_of_two_files_is_reported_in_the_second()
    {
        var result = GeneratorHost.Run(
        [
            new SchemaText("a.json", """{ "definitions": { "Same": { "properties": {} } } }"""),
            new SchemaText("b.json", """{ "definitions": { "Same": { "properties": {} } } }"""),
        ]);

        Check(result, "SKP0205", "b.json", new LinePositionSpan(new(0, 19), new(0, 25)));
        result.GeneratedSources.Count(static source => source.HintName == "Example.Same.g.cs").ShouldBe(1);
    }

    private static void Check(string id, string marked, string path)
    {
        var (text, span) = MarkedText.Parse(marked);

        var result = GeneratorHost.Run(text, path);

        Check(result, id, path, span);
    }

    /// <summary>Nothing is reported but the one thing, at each of the places.</summary>
    private static void Check(GeneratorRunResult result, string id, string path, params LinePositionSpan[] places)
    {
        result.Exception.ShouldBeNull();
        result.Diagnostics.Select(static diagnostic => diagnostic.Id).Distinct().ShouldBe([id]);
        result.Diagnostics.Select(static diagnostic => diagnostic.Location.GetLineSpan().Path).ShouldAllBe(actual => actual == path);
        result.Diagnostics.Select(static diagnostic => diagnostic.Location.GetLineSpan().Span)
            .ShouldBe(places, ignoreOrder: true, result.Diagnostics[0].GetMessage(CultureInfo.InvariantCulture));
    }
}
