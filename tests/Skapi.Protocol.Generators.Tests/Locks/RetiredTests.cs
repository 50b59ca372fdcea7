using Skapi.Protocol.Generators.Tests.Helpers;
using static Skapi.Protocol.Generators.Tests.Locks.LockHost;

namespace Skapi.Protocol.Generators.Tests.Locks;

/// <summary>What is gone stays in the lock, so that it never comes to mean something else.</summary>
public sealed class RetiredTests
{
    private const string Shipped = """{ "optionalProperties": { "a": { "metadata": { "key": 0 } }, "b": { "metadata": { "key": 1 } } } }""";
    private const string Without = """{ "optionalProperties": { "a": { "metadata": { "key": 0 } } } }""";

    [Fact]
    public void A_retired_name_and_its_key_are_never_used_again()
    {
        var locked = Lock(Without, Lock(Shipped));
        Run(locked, Without).ShouldBeEmpty();

        var diagnostic = Run(locked, Shipped).ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe("SKP0425");
        diagnostic.ShouldStandAt("protocol/it.json", 0, 61);
        Run(
            locked,
            Shipped.Replace("\"b\"", "\"c\"", StringComparison.Ordinal)).Select(static diagnostic => diagnostic.Id).ShouldBe(["SKP0442"]);
    }

    [Fact]
    public void A_type_of_another_name_keeps_what_is_retired()
    {
        const string Name = """{ "metadata": { "name": "Other" },""";
        var locked = Lock(Named(Without), Lock(Without, Lock(Shipped)));

        Run(locked, Named(Shipped)).Select(static diagnostic => diagnostic.Id).ShouldBe(["SKP0425"]);

        static string Named(string schema) => Name + schema[1..];
    }

    [Fact]
    public void A_definition_of_another_name_keeps_what_is_retired()
    {
        var locked = Lock(Definition("e", Without), Lock(Definition("d", Without), Lock(Definition("d", Shipped))));

        Run(locked, Definition("e", Shipped)).Select(static diagnostic => diagnostic.Id).ShouldBe(["SKP0425"]);

        static string Definition(string name, string schema) =>
            $$"""{ "definitions": { "{{name}}": {{schema}} }, "properties": { "x": { "ref": "{{name}}" } } }""";
    }

    [Fact]
    public void A_file_that_is_gone_may_not_come_back()
    {
        SchemaText other = new("protocol/other.json", Without);
        var locked = Lock(Lock(Lock(Shipped), other, new SchemaText("protocol/it.json", Shipped)), other);
        Breaks(locked, [other]).ShouldBeEmpty();

        var diagnostics = Run(new SchemaText(LockPath, locked), other, new SchemaText("protocol/it.json", """{ "properties": {} }"""));

        diagnostics.Select(static diagnostic => diagnostic.Id).ShouldBe(["SKP0427", "SKP0447"]);
        foreach (var diagnostic in diagnostics)
            diagnostic.ShouldStandAt("protocol/it.json", 0, 0);
    }

    [Fact]
    public void A_definition_that_is_gone_is_remembered_although_another_has_its_name()
    {
        const string Before = """{ "definitions": { "d": { "properties": {} }, "e": { "properties": {} } } }""";
        const string After = """{ "definitions": { "e": { "metadata": { "name": "D" }, "properties": {} } } }""";
        var locked = Lock(After, Lock(Before));
        Run(locked, After).ShouldBeEmpty();

        Run(
            locked,
            After.Replace("\"e\"", "\"d\": { \"metadata\": { \"name\": \"F\" }, \"enum\": [\"x\"] }, \"e\"", StringComparison.Ordinal))
            .Select(static diagnostic => diagnostic.Id).ShouldBe(["SKP0427", "SKP0447"]);
    }

    [Fact]
    public void A_union_that_is_gone_keeps_its_cases_and_what_they_lead_to_is_compared_no_more()
    {
        const string Before =
            """
            { "definitions": { "u": { "discriminator": "t", "mapping": { "a": { "properties": { "x": { "ref": "d" } } } } },
              "d": { "properties": {} }, "e": { "enum": ["y"] } } }
            """;
        const string Without = """{ "definitions": { "d": { "properties": {} }, "e": { "enum": ["y"] } } }""";
        var locked = Lock(Without, Lock(Without, Lock(Before)));
        Run(locked, Without).ShouldBeEmpty();

        var again = Before.Replace("\"ref\": \"d\"", "\"ref\": \"e\"", StringComparison.Ordinal);

        Run(locked, again).Select(static diagnostic => diagnostic.Id).ShouldBe(["SKP0427", "SKP0447"]);
        Run(Lock(again, locked), again).ShouldBeEmpty();
    }

    [Fact]
    public void What_stays_is_locked_to_the_same_text_again()
    {
        var locked = Lock(Without, Lock(Shipped));

        Lock(Without, locked).ShouldBe(locked);
    }
}
