using System.Text.Json.Nodes;
using Skapi.Protocol.CrossChecks.Tests.Node;
using Skapi.Protocol.Generators.Tests.Helpers;
using Skapi.Protocol.Generators.Tests.Statecharts;

namespace Skapi.Protocol.CrossChecks.Tests.Statecharts;

/// <summary>Random walks: an emitted machine, an interpreter of the same file, and XState v5 agree at every step.</summary>
public sealed class XStateTests
{
    private const int Walks = 100;
    private const int Steps = 50;

    [Fact]
    public Task The_call_is_walked_as_xstate_walks_it() => WalkAsync("Call", Repository.PathOf("protocol/call.statechart.json"));

    [Fact]
    public Task A_chart_with_everything_of_the_subset_is_walked_as_xstate_walks_it() => WalkAsync("Dense", NodeScript.PathOf("Statecharts/dense.statechart.json"));

    [Fact]
    public Task A_chart_with_chains_of_always_is_walked_as_xstate_walks_it() => WalkAsync("Upload", NodeScript.PathOf("Statecharts/upload.statechart.json"));

    private static async Task WalkAsync(string name, string path)
    {
        var text = await File.ReadAllTextAsync(path);
        var chart = JsonNode.Parse(text)!;
        var walks = Enumerable.Range(0, Walks).Select(seed => Walk.Random(chart, seed, Steps)).ToList();

        var seen = await NodeScript.RunAsync<object, List<List<Seen>>>("Statecharts/walk.mjs", new { chart, walks });

        seen.Count.ShouldBe(Walks);
        var assembly = GeneratorHost.Compile(text, path: $"{name}.statechart.json");
        for (var seed = 0; seed < Walks; seed++)
        {
            HashSet<string> passing = [.. walks[seed].Start.Select(Interpreter.Pascal)];
            var machine = Machine.Start(assembly, name, passing.Contains);
            var interpreter = new Interpreter(chart, passing.Contains);
            Compare(machine, interpreter, seen[seed][0], $"seed {seed}, start");
            for (var step = 0; step < Steps; step++)
            {
                var input = walks[seed].Steps[step];
                passing.Clear();
                passing.UnionWith(input.Guards.Select(Interpreter.Pascal));
                var context = $"seed {seed}, step {step}: {input.Name}";
                var (moved, expected) = input.IsDelay
                    ? (machine.Elapse(Interpreter.DelayName(input.Name)), interpreter.Elapse(input.Name))
                    : (machine.Fire(Interpreter.Pascal(input.Name)), interpreter.Fire(input.Name));

                moved.ShouldBe(expected, context);
                moved.ShouldBe(seen[seed][step + 1].Moved, context);
                Compare(machine, interpreter, seen[seed][step + 1], context);
            }
        }
    }

    private static void Compare(Machine machine, Interpreter interpreter, Seen seen, string context)
    {
        var log = machine.TakeLog();
        log.ShouldBe(interpreter.Log, context);
        log.ShouldBe(seen.Log.Select(NameOf), context);
        machine.State.ShouldBe(interpreter.State, context);
        machine.State.ShouldBe(Interpreter.Pascal(seen.State), context);
        interpreter.Log.Clear();
    }

    private static string NameOf(string entry) => entry.Split(' ') switch
    {
        ["start", var delay] => $"StartDelay {Interpreter.DelayName(delay)}",
        ["cancel", var delay] => $"CancelDelay {Interpreter.DelayName(delay)}",
        _ => Interpreter.Pascal(entry),
    };
}
