using System.Globalization;
using Skapi.Protocol.Generators.Tests.Helpers;
using static Skapi.Protocol.Generators.Tests.Locks.LockHost;

namespace Skapi.Protocol.Generators.Tests.Locks;

/// <summary>What breaks a lock, in each tier and at its place: «» mark it.</summary>
public sealed class BreakTests
{
    public static TheoryData<string, string, string> Schemas => new()
    {
        // The IDs, what has shipped, and what stands there now.
        { "SKP0402 SKP0421 SKP0445", """{ "properties": { "a": {}, "b": {} } }""", """«{» "properties": { "a": {} } }""" },
        { "SKP0402", """{ "properties": { "a": {} } }""", """{ "properties": { «"a"»: { "metadata": { "name": "B" } } } }""" },
        {
            "SKP0403 SKP0422 SKP0443", """{ "properties": { "a": { "type": "int8" } } }""",
            """{ "properties": { «"a"»: { "type": "int16" } } }"""
        },
        {
            "SKP0403 SKP0422 SKP0443", """{ "properties": { "a": { "type": "int8" } } }""",
            """{ "properties": { «"a"»: { "type": "int8", "nullable": true } } }"""
        },
        {
            "SKP0403 SKP0422 SKP0443", """{ "properties": { "a": { "elements": {} } } }""",
            """{ "properties": { «"a"»: { "values": {} } } }"""
        },
        {
            "SKP0403 SKP0422 SKP0443", """{ "properties": { "a": { "type": "string" } } }""",
            """{ "properties": { «"a"»: { "type": "string", "metadata": { "encoding": "base64" } } } }"""
        },
        {
            "SKP0403", """{ "optionalProperties": { "a": { "type": "int8" } } }""",
            """{ "optionalProperties": { «"a"»: { "type": "int8", "metadata": { "default": 1 } } } }"""
        },
        {
            "SKP0403", """{ "optionalProperties": { "a": { "type": "int8", "metadata": { "default": 1 } } } }""",
            """{ "optionalProperties": { «"a"»: { "type": "int8" } } }"""
        },
        {
            "SKP0422 SKP0443", """{ "optionalProperties": { "a": { "type": "string", "metadata": { "default": "1" } } } }""",
            """{ "optionalProperties": { «"a"»: { "type": "string", "metadata": { "default": "1.0" } } } }"""
        },
        {
            "SKP0402 SKP0421 SKP0445", """{ "metadata": { "union": { "a": { "type": "int8" }, "b": { "type": "string" } } } }""",
            """«{» "metadata": { "union": { "a": { "type": "int8" } } } }"""
        },
        {
            "SKP0403 SKP0422 SKP0443", """{ "metadata": { "union": { "a": { "type": "int8" } } } }""",
            """{ "metadata": { "union": { «"a"»: { "type": "int16" } } } }"""
        },
        {
            "SKP0428", """{ "properties": { "a": { "type": "string" } } }""",
            """{ "properties": { «"a"»: { "type": "string", "metadata": { "constraints": { "maxLength": 1 } } } } }"""
        },
        {
            "SKP0428", """{ "properties": { "a": { "elements": { "ref": "b" } } }, "definitions": { "b": { "type": "int8" } } }""",
            """
            { "properties": { «"a"»: { "elements": { "ref": "b" } } },
              "definitions": { "b": { "type": "int8", "metadata": { "constraints": { "minimum": 1 } } } } }
            """
        },
        { "SKP0403 SKP0422 SKP0443", """{ "properties": {} }""", """«{» "enum": ["a"] }""" },
        { "SKP0404 SKP0423 SKP0444", """{ "optionalProperties": { "a": {} } }""", """{ "properties": { «"a"»: {} } }""" },
        { "SKP0404 SKP0423 SKP0444", """{ "properties": { "a": {} } }""", """{ "optionalProperties": { «"a"»: {} } }""" },
        { "SKP0404 SKP0423 SKP0444", """{ "properties": { "a": {} } }""", """{ "properties": { "a": {}, «"b"»: {} } }""" },
        { "SKP0402 SKP0424", """{ "discriminator": "t", "mapping": {} }""", """«{» "discriminator": "u", "mapping": {} }""" },
        {
            "SKP0402 SKP0421 SKP0445", """{ "discriminator": "t", "mapping": { "a": { "properties": {} } } }""",
            """«{» "discriminator": "t", "mapping": {} }"""
        },
        {
            "SKP0404 SKP0423 SKP0444", """{ "discriminator": "t", "mapping": { "a": { "properties": {} } } }""",
            """{ "discriminator": "t", "mapping": { "a": { "properties": { «"b"»: {} } } } }"""
        },
        { "SKP0402 SKP0421 SKP0445", """{ "enum": ["a", "b"] }""", """«{» "enum": ["a"] }""" },
        {
            "SKP0441", """{ "properties": { "a": { "metadata": { "key": 1 } } } }""",
            """{ "properties": { «"a"»: { "metadata": { "key": 2 } } } }"""
        },
        {
            "SKP0401", """{ "definitions": { "a": { "properties": {} } } }""",
            """{ "definitions": { «"a"»: { "metadata": { "name": "B" }, "properties": {} } } }"""
        },
        { "SKP0402", """{ "metadata": { "presence": ["a"] }, "properties": { "a": {} } }""", """«{» "properties": { "a": {} } }""" },
        {
            "SKP0402", """{ "metadata": { "presence": ["a", "b"] }, "properties": { "a": {}, "b": {} } }""",
            """{ "metadata": { "presence": ["b"] }, "properties": { «"a"»: {}, "b": {} } }"""
        },
        { "SKP0403 SKP0422 SKP0443", """{ "properties": { "a": {} } }""", """«{» "elements": {} }""" },
        { "SKP0403 SKP0422 SKP0443", """{ "elements": { "type": "string" } }""", """«{» "elements": { "type": "int8" } }""" },
    };

    public static TheoryData<string, string, string> Harmless => new()
    {
        {
            "an optional member", """{ "properties": { "a": {} } }""",
            """{ "properties": { "a": {} }, "optionalProperties": { "b": {} } }"""
        },
        {
            "a case", """{ "discriminator": "t", "mapping": {} }""",
            """{ "discriminator": "t", "mapping": { "a": { "properties": { "b": {} } } } }"""
        },
        { "a value", """{ "enum": ["a"] }""", """{ "enum": ["a", "b"] }""" },
        { "a definition", """{ "properties": {} }""", """{ "definitions": { "a": { "enum": ["b"] } }, "properties": {} }""" },
        {
            "null for an optional member", """{ "optionalProperties": { "a": { "type": "string" } } }""",
            """{ "optionalProperties": { "a": { "type": "string", "nullable": true } } }"""
        },
        { "a description", """{ "properties": { "a": {} } }""", """{ "metadata": { "description": "It." }, "properties": { "a": {} } }""" },
        {
            "the same default in other digits",
            """{ "optionalProperties": { "a": { "type": "float64", "metadata": { "default": 1 } } } }""",
            """{ "optionalProperties": { "a": { "type": "float64", "metadata": { "default": 1.0 } } } }"""
        },
        {
            "an alias", """{ "properties": { "a": { "type": "int8" } } }""",
            """{ "definitions": { "b": { "type": "int8" } }, "properties": { "a": { "ref": "b" } } }"""
        },
    };

    public static IEnumerable<string> Tested => Schemas.SelectMany(static row => ((string)row[0]).Split(' ')).Concat(
        ["SKP0405", "SKP0406", "SKP0425", "SKP0426", "SKP0427", "SKP0442", "SKP0446", "SKP0447"]);

    [Theory]
    [MemberData(nameof(Schemas))]
    public void A_break_is_reported_in_each_tier_where_it_is(string ids, string before, string after)
    {
        var (text, span) = MarkedText.Parse(after);

        var diagnostics = Run(Lock(before), text);

        diagnostics.Select(static diagnostic => diagnostic.Id).Order().ShouldBe(ids.Split(' '));
        foreach (var diagnostic in diagnostics)
        {
            diagnostic.Location.GetLineSpan().Path.ShouldBe("protocol/it.json");
            diagnostic.Location.GetLineSpan().Span.ShouldBe(span, diagnostic.GetMessage(CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public void Something_new_breaks_nothing(string what, string before, string after) => Run(Lock(before), after).ShouldBeEmpty(what);

    [Fact]
    public void A_member_that_takes_the_key_of_another_is_reported()
    {
        var diagnostics = Run(Lock("""{ "optionalProperties": { "a": {} } }"""), """{ "optionalProperties": { "b": {} } }""");

        diagnostics.Select(static diagnostic => diagnostic.Id).Order().ShouldBe(["SKP0402", "SKP0421", "SKP0442"]);
        diagnostics.Single(static diagnostic => diagnostic.Id == "SKP0442").ShouldStandAt("protocol/it.json", 0, 26);
    }

    [Fact]
    public void A_member_before_others_moves_their_keys() =>
        Run(Lock("""{ "optionalProperties": { "a": {} } }"""), """{ "optionalProperties": { "b": {}, "a": {} } }""")
            .Select(static diagnostic => diagnostic.Id).Order().ShouldBe(["SKP0441", "SKP0442"]);

    [Fact]
    public void A_key_that_was_given_up_is_never_used_again()
    {
        const string Shipped = """{ "optionalProperties": { "a": { "metadata": { "key": 0 } } } }""";
        var locked = Lock(Shipped.Replace("0", "5", StringComparison.Ordinal), Lock(Shipped));

        var diagnostic =
            Run(locked, """{ "optionalProperties": { "a": { "metadata": { "key": 5 } }, "b": { "metadata": { "key": 0 } } } }""")
                .ShouldHaveSingleItem();

        diagnostic.Id.ShouldBe("SKP0442");
        diagnostic.ShouldStandAt("protocol/it.json", 0, 61);
    }

    [Fact]
    public void A_schema_with_errors_is_not_compared() =>
        Run(
            Lock("""{ "properties": { "a": {} } }"""),
            """{ "type": "strng" }""").Select(static diagnostic => diagnostic.Id).ShouldBe(["SKP0108"]);

    [Fact]
    public void A_lock_says_nothing_of_files_outside_its_folder() =>
        Run(new SchemaText(LockPath, Lock("""{ "properties": {} }""")), new SchemaText("elsewhere/it.json", """{ "properties": {} }"""))
            .Select(static diagnostic => diagnostic.Id).ShouldBe(["SKP0401", "SKP0426", "SKP0446"]);
}
