using System.Text.Json.Nodes;
using Skapi.Testing;

namespace Skapi.Protocol.Generators.Tests.Statecharts;

/// <summary>Random walks: an emitted machine and an interpreter of the same file agree at every step.</summary>
public sealed class WalkTests
{
    private const int Walks = 200;
    private const int Steps = 60;

    // Everything of the subset at once, without a way to get stuck early.
    private const string Dense = """
        {
          "id": "dense", "initial": "a",
          "on": { "reset": { "target": ".a", "actions": "rootReset" }, "maybe": [{ "target": "#dense.c", "guard": "g1" },
            { "actions": "rootMaybe" }] },
          "states": {
            "a": { "entry": ["inA", { "type": "alsoInA" }], "exit": "outA", "on": { "next": "b", "maybe": { "target": "b", "guard": "g2" },
              "self": "a" }, "after": { "10": "b", "named": { "target": "c", "guard": "g1" } } },
            "b": { "exit": "outB", "always": [{ "target": "c", "guard": "g3" }, { "actions": "lookedAround" }],
              "on": { "next": { "target": "c", "actions": "moveOn" }, "self": { "target": "b", "reenter": true } } },
            "c": { "entry": "inC", "on": { "next": [{ "target": "done", "guard": "g4" }, { "target": "a" }], "maybe": {} },
              "after": { "named": "a" } },
            "done": { "type": "final", "entry": "inDone", "exit": "outDone" }
          },
          "meta": { "delays": { "named": { "milliseconds": 5 } } }
        }
        """;

    [Fact]
    public void A_dense_chart_is_walked_as_the_interpreter_walks_it() => Walk(Dense, "Dense");

    [Fact]
    public void The_call_is_walked_as_the_interpreter_walks_it() =>
        Walk(File.ReadAllText(Repository.PathOf("protocol/call.statechart.json")), "Call");

    private static void Walk(string text, string name)
    {
        var chart = JsonNode.Parse(text)!;
        var assembly = Machine.Compile(text, name);
        var triggers = HandlersOf(chart, "on");
        var delays = HandlersOf(chart, "after");
        for (var seed = 0; seed < Walks; seed++)
        {
            // Both ask each guard in the same order, so both get the same answers from generators of one seed.
            var machine = Machine.Start(assembly, name, GuardOf(seed));
            var interpreter = new Interpreter(chart, GuardOf(seed));
            var random = new Random(seed);
            for (var step = 0; step < Steps; step++)
            {
                var index = random.Next(triggers.Count + delays.Count);
                var (moved, expected) = index < triggers.Count
                    ? (machine.Fire(Interpreter.Pascal(triggers[index])), interpreter.Fire(triggers[index]))
                    : (
                        machine.Elapse(Interpreter.DelayName(delays[index - triggers.Count])),
                        interpreter.Elapse(delays[index - triggers.Count]));

                moved.ShouldBe(expected, $"seed {seed}, step {step}");
                machine.State.ShouldBe(interpreter.State, $"seed {seed}, step {step}");
                machine.TakeLog().ShouldBe(interpreter.Log, $"seed {seed}, step {step}");
                interpreter.Log.Clear();
            }
        }
    }

    private static Func<string, bool> GuardOf(int seed)
    {
        var random = new Random(seed);
        return _ => random.Next(2) == 0;
    }

    private static List<string> HandlersOf(JsonNode chart, string key) =>
    [
        .. chart["states"]!.AsObject().Select(static state => state.Value!).Append(chart)
            .SelectMany(node => node[key]?.AsObject().Select(static handler => handler.Key) ?? [])
            .Distinct(),
    ];
}
