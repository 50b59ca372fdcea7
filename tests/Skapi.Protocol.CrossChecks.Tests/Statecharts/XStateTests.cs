using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Skapi.Protocol.CrossChecks.Tests.Node;
using Skapi.Protocol.Generators.Tests.Statecharts;
using Skapi.Testing;

namespace Skapi.Protocol.CrossChecks.Tests.Statecharts;

/// <summary>Random walks: an emitted machine, an interpreter of the same file, and XState v5 agree at every step.</summary>
public sealed class XStateTests
{
    private const int Walks = 100;
    private const int Steps = 50;
    private const int Charts = 100;
    private const int ArbitraryWalks = 8;

    [Fact]
    public Task The_call_is_walked_as_xstate_walks_it() => WalkAsync("Call", Repository.PathOf("protocol/call.statechart.json"));

    [Fact]
    public Task A_chart_with_everything_of_the_subset_is_walked_as_xstate_walks_it() =>
        WalkAsync("Dense", NodeScript.PathOf("Statecharts/dense.statechart.json"));

    [Fact]
    public Task A_chart_with_chains_of_always_is_walked_as_xstate_walks_it() =>
        WalkAsync("Upload", NodeScript.PathOf("Statecharts/upload.statechart.json"));

    [Fact]
    public Task A_chart_with_states_within_states_is_walked_as_xstate_walks_it() =>
        WalkAsync("Session", NodeScript.PathOf("Statecharts/session.statechart.json"));

    [Fact]
    public Task A_chart_with_payloads_is_walked_as_xstate_walks_it() =>
        WalkAsync("Search", NodeScript.PathOf("Statecharts/search.statechart.json"));

    /// <summary>The seed is new in each run; with it, the charts and the walks are made again.</summary>
    [Fact]
    public async Task Arbitrary_charts_are_walked_as_xstate_walks_them()
    {
        var seed = Random.Shared.Next();
        var charts = Enumerable.Range(0, Charts).Select(
            index => (Name: $"C{index}", Chart: new ChartGenerator(new Random(seed + index), $"c{index}").Make())).ToList();
        var walked = charts.Select(item => Walked(item.Chart, ArbitraryWalks)).ToList();

        var seen = await SeeAsync(walked);

        var assembly = Machine.Compile([.. charts.Select(static item => (item.Chart.ToJsonString(), item.Name))]);
        for (var i = 0; i < Charts; i++)
            Compare(assembly, charts[i].Name, walked[i], seen[i], $"charts of seed {seed}, {walked[i].Chart.ToJsonString()}");
    }

    private static async Task WalkAsync(string name, string path)
    {
        var text = await File.ReadAllTextAsync(path);
        var walked = Walked(JsonNode.Parse(text)!, Walks);

        var seen = await SeeAsync([walked]);

        Compare(Machine.Compile(text, name), name, walked, seen[0], name);
    }

    private static WalkedChart Walked(JsonNode chart, int walks) =>
        new(chart, [.. Enumerable.Range(0, walks).Select(seed => Walk.Random(chart, seed, Steps))]);

    private static Task<List<List<List<Seen>>>> SeeAsync(List<WalkedChart> charts) =>
        NodeScript.RunAsync<List<WalkedChart>, List<List<List<Seen>>>>("Statecharts/walk.mjs", charts);

    private static void Compare(Assembly assembly, string name, WalkedChart walked, List<List<Seen>> seen, string chart)
    {
        seen.Count.ShouldBe(walked.Walks.Count);
        for (var index = 0; index < seen.Count; index++)
        {
            var (walk, context) = (walked.Walks[index], $"{chart}, walk {index}");
            HashSet<string> passing = [.. walk.Start.Select(Interpreter.Pascal)];
            var machine = Machine.Start(assembly, name, Passes);
            var interpreter = new Interpreter(walked.Chart, Passes);
            Compare(machine, interpreter, seen[index][0], $"{context}, start");
            for (var step = 0; step < walk.Steps.Count; step++)
            {
                passing.Clear();
                passing.UnionWith(walk.Steps[step].Guards.Select(Interpreter.Pascal));
                Take(machine, interpreter, walk.Steps[step], seen[index][step + 1], $"{context}, step {step}: {walk.Steps[step].Name}");
            }

            // A guard that receives a payload, as “Guard(7)”, passes if the payload is even too.
            bool Passes(string guard) => guard.TrimEnd(')').Split('(') is [var name, var payload]
                ? passing.Contains(name) && int.Parse(payload, CultureInfo.InvariantCulture) % 2 == 0
                : passing.Contains(guard);
        }
    }

    private static void Take(Machine machine, Interpreter interpreter, WalkStep input, Seen seen, string context)
    {
        if (seen.IsSkipped)
            return;

        var name = Interpreter.Pascal(input.Name);
        var (moved, expected) = input.Kind switch
        {
            "delay" => (machine.Elapse(Interpreter.DelayName(input.Name)), interpreter.Elapse(input.Name)),
            "done" => (machine.Complete(name, input.Payload), interpreter.End(input.Name, "onDone", input.Payload)),
            "error" => (machine.Fail(name, input.Payload), interpreter.End(input.Name, "onError", input.Payload)),
            _ => (machine.Fire(name, input.Payload), interpreter.Fire(input.Name, input.Payload)),
        };

        moved.ShouldBe(expected, context);
        moved.ShouldBe(seen.Moved, context);
        Compare(machine, interpreter, seen, context);
    }

    private static void Compare(Machine machine, Interpreter interpreter, Seen seen, string context)
    {
        var log = machine.TakeLog();
        log.ShouldBe(interpreter.Log, context);

        // The delays and tasks of a step change together, between exit and entry, so that an action that throws leaves them consistent
        // (decision 2). XState changes them at other places among the actions, so the order is compared within the actions, within the
        // delays, and within the tasks.
        var expected = seen.Log.Select(NameOf).ToList();
        foreach (var kind in new[] { "", "Delay", "Task" })
            log.Where(entry => KindOf(entry) == kind).ShouldBe(expected.Where(entry => KindOf(entry) == kind), context);
        machine.State.ShouldBe(interpreter.State, context);
        machine.State.ShouldBe(Interpreter.NameOfPath(seen.State.Split('.')), context);
        machine.Tags.ShouldBe(interpreter.Tags, context);
        machine.Tags.ShouldBe(seen.Tags.Select(Interpreter.Pascal).Order(StringComparer.Ordinal), context);
        interpreter.Log.Clear();
    }

    private static string KindOf(string entry) => entry.Split(' ') switch
    {
        ["StartDelay" or "CancelDelay", _] => "Delay",
        ["StartTask" or "CancelTask", _] => "Task",
        _ => "",
    };

    private static string NameOf(string entry) => entry.Split(' ') switch
    {
        ["start", var delay] => $"StartDelay {Interpreter.DelayName(delay)}",
        ["cancel", var delay] => $"CancelDelay {Interpreter.DelayName(delay)}",
        ["spawn", var task] => $"StartTask {Interpreter.Pascal(task)}",
        ["stop", var task] => $"CancelTask {Interpreter.Pascal(task)}",
        _ => Interpreter.Pascal(entry),
    };
}
