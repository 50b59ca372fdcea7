using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Skapi.Protocol.Generators.Tests.Helpers;
using static Skapi.Protocol.Generators.Tests.Locks.LockHost;

namespace Skapi.Protocol.Generators.Tests.Locks;

/// <summary>What breaks a statechart's lock: its types are seen in C# alone.</summary>
public sealed class StatechartBreakTests
{
    private const string Path = "protocol/x.statechart.json";
    private const string Simple = """{ "id": "x", "initial": "a", "states": { "a": { "on": { "e": "b" } }, "b": { "type": "final" } } }""";
    private const string Delayed =
        """{ "id": "x", "initial": "a", "states": { "a": { "on": { "e": "b" }, "after": { "10": "b" } }, "b": { "type": "final" } } }""";

    [Fact]
    public void A_state_or_a_trigger_that_is_gone_is_reported_at_the_id()
    {
        const string Before =
            """
            { "id": "x", "initial": "a", "states": { "a": { "on": { "e": "b", "f": "c" } }, "b": { "type": "final" },
              "c": { "type": "final" } } }
            """;

        var diagnostics = Run(Before, Simple);

        diagnostics.Select(static diagnostic => diagnostic.Id).ShouldBe(["SKP0402", "SKP0402"]);
        foreach (var diagnostic in diagnostics)
            diagnostic.ShouldStandAt(Path, 0, 8);
    }

    [Fact]
    public void A_new_action_breaks_what_implements_the_interface()
    {
        var diagnostic = Run(
            Simple, Simple.Replace("\"final\"", "\"final\", \"entry\": \"act\"", StringComparison.Ordinal)).ShouldHaveSingleItem();

        diagnostic.Id.ShouldBe("SKP0405");
        diagnostic.ShouldStandAt(Path, 0, 103);
    }

    [Fact]
    public void An_action_that_becomes_a_guard_breaks_what_implements_the_interface()
    {
        const string Before =
            """
            { "id": "x", "initial": "a", "states": { "a": { "on": { "e": { "target": "b", "actions": "g" } } }, "b": { "type": "final" } } }
            """;

        var diagnostic = Run(Before, Before.Replace("actions", "guard", StringComparison.Ordinal)).ShouldHaveSingleItem();

        diagnostic.Id.ShouldBe("SKP0403");
        diagnostic.ShouldStandAt(Path, 0, 87);
    }

    [Fact]
    public void The_first_delay_adds_methods_to_the_interface()
    {
        var diagnostics = Run(Simple, Delayed);

        diagnostics.Select(static diagnostic => diagnostic.Id).ShouldBe(["SKP0405", "SKP0405"]);
        foreach (var diagnostic in diagnostics)
            diagnostic.ShouldStandAt(Path, 0, 79);
    }

    [Fact]
    public void A_chart_of_another_id_is_reported_there_and_compared_all_the_same()
    {
        var diagnostics = Run(
            Simple, Simple.Replace("\"x\"", "\"y\"", StringComparison.Ordinal).Replace("\"e\"", "\"f\"", StringComparison.Ordinal));

        diagnostics.Select(static diagnostic => diagnostic.Id).Order().ShouldBe(["SKP0401", "SKP0401", "SKP0401", "SKP0402"]);
        foreach (var diagnostic in diagnostics)
            diagnostic.ShouldStandAt(Path, 0, 8);
    }

    [Fact]
    public void The_first_task_adds_methods_to_the_interface()
    {
        var after = Simple.Replace(
            """{ "on": { "e": "b" } }""",
            """{ "on": { "e": "b" }, "invoke": { "src": "t", "onError": "b" } }""",
            StringComparison.Ordinal);

        Run(Simple, after).Select(static diagnostic => diagnostic.Id).ShouldBe(["SKP0405", "SKP0405"]);
    }

    [Fact]
    public void A_tag_that_is_gone_is_reported()
    {
        var before = Simple.Replace("\"final\"", "\"final\", \"tags\": [\"over\", \"quiet\"]", StringComparison.Ordinal);

        var diagnostic = Run(before, before.Replace(", \"quiet\"", "", StringComparison.Ordinal)).ShouldHaveSingleItem();

        diagnostic.Id.ShouldBe("SKP0402");
        diagnostic.ShouldStandAt(Path, 0, 8);
    }

    [Fact]
    public void A_state_that_moves_into_another_is_gone_under_its_name()
    {
        const string Before =
            """
            { "id": "x", "initial": "a", "states": { "a": { "on": { "e": "b", "f": "c" } }, "b": { "on": { "e": "c" } },
              "c": { "on": { "e": "a" } } } }
            """;
        const string After =
            """
            { "id": "x", "initial": "a", "states": { "a": { "on": { "e": "b", "f": "b.c" } },
              "b": { "initial": "c", "on": { "e": ".c" }, "states": { "c": { "on": { "e": "#x.a" } } } } } }
            """;

        Run(Before, After).Where(static diagnostic => diagnostic.Id == "SKP0402").ShouldHaveSingleItem();
    }

    [Fact]
    public void Another_payload_is_another_parameter()
    {
        var before = WithPayload("int32");

        var diagnostic = Run(before, WithPayload("string")).ShouldHaveSingleItem();

        diagnostic.Id.ShouldBe("SKP0403");
        diagnostic.GetMessage(CultureInfo.InvariantCulture).ShouldBe("C#: XTrigger.E has shipped as int32, but is now string");
        diagnostic.ShouldStandAt(Path, 0, before.IndexOf("\"e\":", StringComparison.Ordinal));
    }

    [Fact]
    public void A_new_payload_changes_the_method_that_fires_the_trigger() =>
        Run(Simple, WithPayload("int32")).ShouldHaveSingleItem().GetMessage(CultureInfo.InvariantCulture).ShouldBe(
            "C#: XTrigger.E has shipped as one without a payload, but is now one with the payload int32");

    [Fact]
    public void The_same_payload_breaks_nothing() => Run(WithPayload("int32"), WithPayload("int32")).ShouldBeEmpty();

    [Fact]
    public void An_action_that_receives_the_payload_has_another_signature()
    {
        const string Chart =
            """
            { "id": "x", "initial": "a", "states": { "a": { "on": { "e": { "target": "b", "actions": "f" } } }, "b": { "type": "final" } },
              "meta": { "triggers": { "e": { "payload": "int32" } }, "actions": { "f": { "payload": false } } } }
            """;

        Run(Chart, Chart.Replace("false", "true", StringComparison.Ordinal)).ShouldHaveSingleItem().GetMessage(CultureInfo.InvariantCulture)
            .ShouldBe("C#: IXActions.F has shipped as action, but is now action with a payload");
    }

    private static string WithPayload(string type) =>
        Simple[..^1] + $$""", "meta": { "triggers": { "e": { "payload": "{{type}}" } } } }""";

    [Fact]
    public void Another_delay_adds_none() =>
        Run(Delayed, Delayed.Replace("\"10\": \"b\"", "\"10\": \"b\", \"20\": \"b\"", StringComparison.Ordinal)).ShouldBeEmpty();

    private static ImmutableArray<Diagnostic> Run(string before, string after) =>
        LockHost.Run(new SchemaText(LockPath, Lock(before, path: Path)), new SchemaText(Path, after));
}
