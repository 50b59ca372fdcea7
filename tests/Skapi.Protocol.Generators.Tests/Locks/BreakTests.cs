using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Skapi.Protocol.Generators.Input;
using Skapi.Protocol.Generators.Locks;
using Skapi.Protocol.Generators.Tests.Helpers;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Tests.Locks;

/// <summary>What breaks a lock, in each tier and at its place: «» mark it.</summary>
public sealed class BreakTests
{
    private const string LockPath = "protocol/protocol.lock.json";

    public static TheoryData<string, string, string> Schemas => new()
    {
        // The IDs, what has shipped, and what stands there now.
        { "SKP0402 SKP0421 SKP0445", """{ "properties": { "a": {}, "b": {} } }""", """«{» "properties": { "a": {} } }""" },
        { "SKP0402", """{ "properties": { "a": {} } }""", """{ "properties": { «"a"»: { "metadata": { "name": "B" } } } }""" },
        { "SKP0403 SKP0422 SKP0443", """{ "properties": { "a": { "type": "int8" } } }""", """{ "properties": { «"a"»: { "type": "int16" } } }""" },
        { "SKP0403 SKP0422 SKP0443", """{ "properties": { "a": { "type": "int8" } } }""", """{ "properties": { «"a"»: { "type": "int8", "nullable": true } } }""" },
        { "SKP0403 SKP0422 SKP0443", """{ "properties": { "a": { "elements": {} } } }""", """{ "properties": { «"a"»: { "values": {} } } }""" },
        { "SKP0403 SKP0422 SKP0443", """{ "properties": { "a": { "type": "string" } } }""", """{ "properties": { «"a"»: { "type": "string", "metadata": { "encoding": "base64" } } } }""" },
        { "SKP0403 SKP0422 SKP0443", """{ "properties": {} }""", """«{» "enum": ["a"] }""" },
        { "SKP0404 SKP0423 SKP0444", """{ "optionalProperties": { "a": {} } }""", """{ "properties": { «"a"»: {} } }""" },
        { "SKP0404 SKP0423 SKP0444", """{ "properties": { "a": {} } }""", """{ "optionalProperties": { «"a"»: {} } }""" },
        { "SKP0404 SKP0423 SKP0444", """{ "properties": { "a": {} } }""", """{ "properties": { "a": {}, «"b"»: {} } }""" },
        { "SKP0424", """{ "discriminator": "t", "mapping": {} }""", """«{» "discriminator": "u", "mapping": {} }""" },
        { "SKP0402 SKP0421 SKP0445", """{ "discriminator": "t", "mapping": { "a": { "properties": {} } } }""", """«{» "discriminator": "t", "mapping": {} }""" },
        { "SKP0404 SKP0423 SKP0444", """{ "discriminator": "t", "mapping": { "a": { "properties": {} } } }""", """{ "discriminator": "t", "mapping": { "a": { "properties": { «"b"»: {} } } } }""" },
        { "SKP0402 SKP0421 SKP0445", """{ "enum": ["a", "b"] }""", """«{» "enum": ["a"] }""" },
        { "SKP0441", """{ "properties": { "a": { "metadata": { "key": 1 } } } }""", """{ "properties": { «"a"»: { "metadata": { "key": 2 } } } }""" },
        { "SKP0401", """{ "definitions": { "a": { "properties": {} } } }""", """{ "definitions": { «"a"»: { "metadata": { "name": "B" }, "properties": {} } } }""" },
    };

    public static TheoryData<string, string, string> Harmless => new()
    {
        { "an optional member", """{ "properties": { "a": {} } }""", """{ "properties": { "a": {} }, "optionalProperties": { "b": {} } }""" },
        { "a case", """{ "discriminator": "t", "mapping": {} }""", """{ "discriminator": "t", "mapping": { "a": { "properties": { "b": {} } } } }""" },
        { "a value", """{ "enum": ["a"] }""", """{ "enum": ["a", "b"] }""" },
        { "a definition", """{ "properties": {} }""", """{ "definitions": { "a": { "enum": ["b"] } }, "properties": {} }""" },
        { "null for an optional member", """{ "optionalProperties": { "a": { "type": "string" } } }""", """{ "optionalProperties": { "a": { "type": "string", "nullable": true } } }""" },
        { "a description", """{ "properties": { "a": {} } }""", """{ "metadata": { "description": "It." }, "properties": { "a": {} } }""" },
        { "an alias", """{ "properties": { "a": { "type": "int8" } } }""", """{ "definitions": { "b": { "type": "int8" } }, "properties": { "a": { "ref": "b" } } }""" },
    };

    public static IEnumerable<string> Tested => Schemas.SelectMany(static row => ((string)row[0]).Split(' ')).Concat(["SKP0405", "SKP0425", "SKP0442"]);

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
    public void A_member_that_takes_the_key_of_another_is_reported() =>
        Run(Lock("""{ "optionalProperties": { "a": {} } }"""), """{ "optionalProperties": { "b": {} } }""")
            .Select(static diagnostic => diagnostic.Id).Order().ShouldBe(["SKP0402", "SKP0421", "SKP0442"]);

    [Fact]
    public void A_member_before_others_moves_their_keys() =>
        Run(Lock("""{ "optionalProperties": { "a": {} } }"""), """{ "optionalProperties": { "b": {}, "a": {} } }""")
            .Select(static diagnostic => diagnostic.Id).Order().ShouldBe(["SKP0441", "SKP0442"]);

    [Fact]
    public void A_type_that_is_gone_is_reported_in_the_lock()
    {
        var diagnostic = Run(Lock("""{ "definitions": { "a": { "properties": {} } } }"""), "{}").ShouldHaveSingleItem();

        diagnostic.Id.ShouldBe("SKP0401");
        diagnostic.Location.GetLineSpan().Path.ShouldBe(LockPath);
        diagnostic.Location.GetLineSpan().StartLinePosition.Line.ShouldBe(4);
    }

    [Fact]
    public void A_type_that_moves_to_another_file_is_not_gone()
    {
        const string Schema = """{ "definitions": { "a": { "properties": {} } } }""";

        Run(new SchemaText(LockPath, Lock(Schema)), new SchemaText("protocol/it.json", "{}"), new SchemaText("protocol/other.json", Schema)).ShouldBeEmpty();
    }

    [Fact]
    public void A_renamed_definition_is_still_compared_on_the_wire()
    {
        const string Before = """{ "definitions": { "a": { "properties": { "b": { "type": "int8" } } } }, "properties": { "c": { "ref": "a" } } }""";

        var ids = Run(Lock(Before), Before.Replace("\"a\"", "\"z\"", StringComparison.Ordinal).Replace("int8", "string", StringComparison.Ordinal))
            .Select(static diagnostic => diagnostic.Id);

        ids.Order().ShouldBe(["SKP0401", "SKP0403", "SKP0422", "SKP0443"]);
    }

    [Fact]
    public void A_retired_name_and_its_key_are_never_used_again()
    {
        const string Shipped = """{ "optionalProperties": { "a": { "metadata": { "key": 0 } }, "b": { "metadata": { "key": 1 } } } }""";
        const string Without = """{ "optionalProperties": { "a": { "metadata": { "key": 0 } } } }""";
        var locked = Lock(Without, Lock(Shipped));
        Run(locked, Without).ShouldBeEmpty();

        Run(locked, Shipped).Select(static diagnostic => diagnostic.Id).ShouldBe(["SKP0425"]);
        Run(locked, Shipped.Replace("\"b\"", "\"c\"", StringComparison.Ordinal)).Select(static diagnostic => diagnostic.Id).ShouldBe(["SKP0442"]);
    }

    [Fact]
    public void A_state_or_a_trigger_that_is_gone_breaks_callers()
    {
        const string Before = """{ "id": "x", "initial": "a", "states": { "a": { "on": { "e": "b", "f": "c" } }, "b": { "type": "final" }, "c": { "type": "final" } } }""";
        const string After = """{ "id": "x", "initial": "a", "states": { "a": { "on": { "e": "b" } }, "b": { "type": "final" } } }""";

        RunChart(Before, After).ShouldBe(["SKP0402", "SKP0402"]);
    }

    [Fact]
    public void A_new_action_breaks_what_implements_the_interface()
    {
        const string Before = """{ "id": "x", "initial": "a", "states": { "a": { "on": { "e": "b" } }, "b": { "type": "final" } } }""";

        RunChart(Before, Before.Replace("\"final\"", "\"final\", \"entry\": \"act\"", StringComparison.Ordinal)).ShouldBe(["SKP0405"]);
    }

    [Fact]
    public void A_schema_with_errors_is_not_compared() =>
        Run(Lock("""{ "properties": { "a": {} } }"""), """{ "type": "strng" }""").Select(static diagnostic => diagnostic.Id).ShouldBe(["SKP0108"]);

    [Fact]
    public void A_lock_says_nothing_of_files_outside_its_folder() =>
        Run(new SchemaText("protocol/protocol.lock.json", Lock("""{ "properties": {} }""")), new SchemaText("elsewhere/it.json", """{ "properties": {} }"""))
            .Select(static diagnostic => diagnostic.Id).ShouldBe(["SKP0401"]);

    [Theory]
    [InlineData("""«{» "version": 1 }""")]
    [InlineData("""{ "version": «2», "files": {} }""")]
    [InlineData("""{ "version": 1, "files": «[]» }""")]
    [InlineData("""{ "version": 1, "files": { "a": { "A": { "kind": «"thing"», "items": {} } } } }""")]
    [InlineData("""{ "version": 1, "files": { "a": { "A": { "kind": "record", "items": { "b": «1» } } } } }""")]
    [InlineData("""{ "version": 1, "files": { "a": { "A": { "kind": "record", "items": { "b": { "name": "B", "key": «0.5» } } } } } }""")]
    public void A_lock_that_cannot_be_read_is_reported(string marked)
    {
        var (text, span) = MarkedText.Parse(marked);

        var diagnostic = Run(new SchemaText(LockPath, text)).ShouldHaveSingleItem();

        diagnostic.Id.ShouldBe("SKP0491");
        diagnostic.Location.GetLineSpan().StartLinePosition.ShouldBe(span.Start);
    }

    private static IEnumerable<string> RunChart(string before, string after) =>
        Run(new SchemaText(LockPath, Lock(before, path: "protocol/x.statechart.json")), new SchemaText("protocol/x.statechart.json", after))
            .Select(static diagnostic => diagnostic.Id);

    private static ImmutableArray<Diagnostic> Run(string locked, string schema) => Run(new SchemaText(LockPath, locked), new SchemaText("protocol/it.json", schema));

    private static ImmutableArray<Diagnostic> Run(params SchemaText[] files)
    {
        var result = GeneratorHost.Run(files);
        result.Exception.ShouldBeNull();
        return result.Diagnostics;
    }

    private static string Lock(string schema, string? before = null, string path = "protocol/it.json")
    {
        var result = FileReader.Read(new SchemaFile(path, GeneratorHost.Namespace, schema));
        result.Diagnostics.ShouldBeEmpty();
        var locked = LockReader.Read(new SchemaFile(LockPath, "", before ?? """{ "version": 1, "files": {} }"""));
        locked.Diagnostics.ShouldBeEmpty();
        return LockWriter.Write(LockUpdate.Apply(locked, [result.Surface]));
    }
}
