using Skapi.Protocol.Generators.Tests.Helpers;
using static Skapi.Protocol.Generators.Tests.Locks.LockHost;

namespace Skapi.Protocol.Generators.Tests.Locks;

/// <summary>What becomes of a type that moves, is renamed, or goes.</summary>
public sealed class TypeMatchTests
{
    private const string Empty = """{ "version": 2, "files": {} }""";
    private const string Event = """{ "properties": { "a": { "type": "string" } } }""";

    [Fact]
    public void A_type_that_is_gone_is_reported_in_the_lock_in_each_tier()
    {
        var diagnostics = Run(Lock("""{ "definitions": { "a": { "properties": {} } } }"""), "{}");

        diagnostics.Select(static diagnostic => diagnostic.Id).ShouldBe(["SKP0401", "SKP0426", "SKP0446"]);
        foreach (var diagnostic in diagnostics)
            diagnostic.ShouldStandAt(LockPath, 6, 8);
    }

    [Fact]
    public void A_file_of_another_name_hides_no_change()
    {
        var locked = Lock(Event, path: "protocol/greeting.json");

        Run(
            new SchemaText(LockPath, locked),
            new SchemaText("protocol/salute.json", Event.Replace("string", "int8", StringComparison.Ordinal)))
            .Select(static diagnostic => diagnostic.Id).ShouldBe(["SKP0401", "SKP0426", "SKP0446"]);
    }

    [Fact]
    public void A_type_that_moves_to_another_file_is_not_gone()
    {
        const string Schema = """{ "definitions": { "a": { "properties": {} } } }""";

        Run(
            new SchemaText(LockPath, Lock(Schema)), new SchemaText("protocol/it.json", "{}"),
            new SchemaText("protocol/other.json", Schema)).ShouldBeEmpty();
    }

    [Fact]
    public void A_renamed_definition_is_still_compared_on_the_wire()
    {
        const string Before =
            """{ "definitions": { "a": { "properties": { "b": { "type": "int8" } } } }, "properties": { "c": { "ref": "a" } } }""";

        var diagnostics = Run(
            Lock(Before), Before.Replace("\"a\"", "\"z\"", StringComparison.Ordinal).Replace("int8", "string", StringComparison.Ordinal));

        diagnostics.Select(static diagnostic => diagnostic.Id).Order().ShouldBe(["SKP0401", "SKP0403", "SKP0422", "SKP0443"]);
        diagnostics.Single(static diagnostic => diagnostic.Id == "SKP0401").ShouldStandAt("protocol/it.json", 0, 19);
    }

    [Fact]
    public void A_renamed_definition_of_another_file_is_still_compared_on_the_wire()
    {
        const string Money = """{ "definitions": { "a": { "properties": { "b": { "type": "int8" } } } } }""";
        static SchemaText[] Files(string money, string name) =>
        [
            new("protocol/money.json", money),
            new("protocol/order.json", $$"""{ "properties": { "c": { "metadata": { "ref": "money.json#/definitions/{{name}}" } } } }"""),
        ];

        var after = Money.Replace("\"a\"", "\"z\"", StringComparison.Ordinal).Replace("int8", "string", StringComparison.Ordinal);
        var diagnostics = Run([new SchemaText(LockPath, Lock(Empty, Files(Money, "a"))), .. Files(after, "z")]);

        diagnostics.Select(static diagnostic => diagnostic.Id).Order().ShouldBe(["SKP0401", "SKP0403", "SKP0422", "SKP0443"]);
        diagnostics.Single(static diagnostic => diagnostic.Id == "SKP0401").ShouldStandAt("protocol/money.json", 0, 19);
    }

    [Theory]
    [InlineData("int8", "")]
    [InlineData("string", "SKP0403 SKP0422 SKP0443")]
    public void A_type_of_another_file_is_compared_with_the_local_type_of_its_name(string type, string ids)
    {
        const string Amount = """{ "definitions": { "amount": { "properties": { "n": { "type": "int8" } } } } }""";
        static SchemaText[] Files(string member, string type) =>
        [
            new("protocol/billing/money.json", Amount.Replace("int8", type, StringComparison.Ordinal)),
            new("protocol/order.json", Amount.Replace("} } } } }", $$$"""} } } }, "properties": { "a": {{{member}}} } }""",
                StringComparison.Ordinal)),
        ];

        const string Import = """{ "metadata": { "ref": "billing/money.json#/definitions/amount" } }""";
        var locked = Lock(Empty, Files("""{ "ref": "amount" }""", type));

        LockHost.Breaks(locked, Files(Import, type)).Order().ShouldBe(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        LockHost.Breaks(Lock(Empty, Files(Import, type)), Files(Import, type)).ShouldBeEmpty();
    }

    [Fact]
    public void A_name_that_stands_for_another_schema_is_reported()
    {
        const string Before = """{ "definitions": { "d": { "properties": { "q": {} } }, "e": { "properties": { "r": {} } } } }""";
        var after = Before
            .Replace("\"d\": {", "\"d\": { \"metadata\": { \"name\": \"E\" },", StringComparison.Ordinal)
            .Replace("\"e\": {", "\"e\": { \"metadata\": { \"name\": \"D\" },", StringComparison.Ordinal);

        Run(Lock(Before), after).Select(static diagnostic => diagnostic.Id).ShouldBe(["SKP0401", "SKP0401"]);
    }

    [Fact]
    public void Types_of_one_name_in_two_namespaces_are_compared_each_with_its_own()
    {
        SchemaText[] files = [new("protocol/a/event.json", Event), new(
            "protocol/b/event.json", Event.Replace("\"a\"", "\"b\"", StringComparison.Ordinal))];

        LockHost.Breaks(Lock(Empty, files), files).ShouldBeEmpty();
        LockHost.Breaks(Lock(Empty, files), [files[0], new("protocol/b/event.json", Event)]).ShouldContain("SKP0421");
        LockHost.Breaks(Lock(Empty, files), [files[1]]).ShouldBe(["SKP0401", "SKP0426", "SKP0446"]);
    }

    [Fact]
    public void Another_namespace_is_reported_once_at_the_beginning_of_the_file()
    {
        var locked = Lock("""{ "definitions": { "a": { "properties": {} } }, "properties": {} }""").Replace(
            "\"Example\"", "\"Other\"", StringComparison.Ordinal);

        var diagnostic = Run(locked, """{ "definitions": { "a": { "properties": {} } }, "properties": {} }""").ShouldHaveSingleItem();

        diagnostic.Id.ShouldBe("SKP0406");
        diagnostic.ShouldStandAt("protocol/it.json", 0, 0);
    }
}
