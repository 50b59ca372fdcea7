using System.Reflection;
using Skapi.Protocol.Generators.Tests.Bridges;
using Skapi.Protocol.Generators.Tests.Helpers;

namespace Skapi.Protocol.Generators.Tests.Statecharts;

/// <summary>The semantics of the machine of Stateless, and what it adds.</summary>
public sealed class StatelessSemanticsTests : SemanticsTests
{
    private const string Chart = """
        {
          "id": "x", "initial": "a",
          "states": {
            "a": { "on": { "go": "b", "stay": { "actions": "act" }, "again": { "target": "a", "reenter": true } } },
            "b": { "after": { "10": "a" }, "on": { "end": "c" } },
            "c": { "type": "final" }
          }
        }
        """;

    private protected override MachineKind Kind => MachineKind.Stateless;

    [Fact]
    public void Each_change_of_the_state_is_reported_by_the_hook_of_Stateless() => Run("""
        machine.TryFire(ref state, Example.XTrigger.Go, actions);
        machine.TryFire(ref state, Example.XTrigger.Stay, actions);
        machine.TryElapse(ref state, Example.XDelay.Milliseconds10, actions);
        machine.TryFire(ref state, Example.XTrigger.Stay, actions);
        machine.TryFire(ref state, Example.XTrigger.Again, actions);
        """).ShouldBe(["A → B by Go", "B → A by AfterMilliseconds10", "A → A by Again"]);

    [Fact]
    public void One_machine_drives_any_number_of_states() => Run("""
        machine.Start(out var other, actions);
        machine.TryFire(ref state, Example.XTrigger.Go, actions);
        machine.TryFire(ref other, Example.XTrigger.Again, actions);
        machine.TryFire(ref state, Example.XTrigger.End, actions);
        log.Add($"{state}, {other}");
        """)[^1].ShouldBe("C, A");

    [Fact]
    public void A_value_outside_the_enums_is_ignored() => Run("""
        log.Add(machine.TryFire(ref state, (Example.XTrigger)99, actions).ToString());
        log.Add(machine.TryElapse(ref state, (Example.XDelay)99, actions).ToString());
        state = (Example.XState)99;
        log.Add(machine.TryFire(ref state, Example.XTrigger.Go, actions).ToString());
        """).ShouldBe(["False", "False", "False"]);

    [Fact]
    public void Its_configuration_can_be_drawn() =>
        Run("log.Add(Stateless.Graph.UmlDotGraph.Format(machine.GetInfo()));")[^1].ShouldContain("AfterMilliseconds10");

    private static List<string> Run(string statements)
    {
        var source = $$"""
            public sealed class Actions : Example.IXActions
            {
                public void Act() { }
                public void StartDelay(Example.XDelay delay) { }
                public void CancelDelay(Example.XDelay delay) { }
            }

            public static class Program
            {
                public static System.Collections.Generic.List<string> Run()
                {
                    var log = new System.Collections.Generic.List<string>();
                    var actions = new Actions();
                    var machine = new Example.XStatelessMachine();
                    machine.Start(out var state, actions);
                    machine.OnTransitioned(
                        transition => log.Add($"{transition.Source} → {transition.Destination} by {transition.Trigger}"));
                    {{statements}}
                    return log;
                }
            }
            """;
        GeneratorHost.CreateDriver([new SchemaText("x.statechart.json", Chart)]).RunGeneratorsAndUpdateCompilation(
            GeneratorHost.CreateCompilation(source).AddReferences(Packages.Stateless), out var compilation, out _);
        var run = GeneratorHost.Load(compilation).GetType("Program")!.GetMethod("Run")!;
        return (List<string>)run.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null)!;
    }
}
