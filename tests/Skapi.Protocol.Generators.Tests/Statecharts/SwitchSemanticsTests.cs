using Skapi.Protocol.Generators.Tests.Helpers;

namespace Skapi.Protocol.Generators.Tests.Statecharts;

/// <summary>The semantics of the machine that needs no package.</summary>
public sealed class SwitchSemanticsTests : SemanticsTests
{
    private protected override MachineKind Kind => MachineKind.Switch;

    [Fact]
    public void Firing_allocates_nothing()
    {
        const string Chart = """
            {
              "id": "x", "initial": "a",
              "states": {
                "a": { "exit": "out", "on": { "go": { "target": "b", "guard": "may" } }, "after": { "10": "b" } },
                "b": { "entry": "in", "on": { "go": "a", "end": "c" } },
                "c": { "type": "final" }
              }
            }
            """;
        const string Source = """
            public struct Actions : Example.IXActions
            {
                public bool May() => true;
                public void In() { }
                public void Out() { }
                public void StartDelay(Example.XDelay delay) { }
                public void CancelDelay(Example.XDelay delay) { }
            }

            public static class Measure
            {
                public static long Run()
                {
                    var actions = new Actions();
                    var machine = new Example.XMachine();
                    machine.Start(out var state, ref actions);
                    machine.TryFire(ref state, Example.XTrigger.Go, ref actions);
                    machine.TryFire(ref state, Example.XTrigger.Go, ref actions);
                    var before = System.GC.GetAllocatedBytesForCurrentThread();
                    for (var i = 0; i < 100; i++)
                        machine.TryFire(ref state, Example.XTrigger.Go, ref actions);
                    return System.GC.GetAllocatedBytesForCurrentThread() - before;
                }
            }
            """;

        var assembly = GeneratorHost.Compile(Chart, Source, "x.statechart.json");

        assembly.GetType("Measure")!.GetMethod("Run")!.Invoke(null, null).ShouldBe(0L);
    }
}
