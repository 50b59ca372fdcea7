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

    // States within states, with relative and absolute targets, tags, wildcards, delays of outer states, and final states within others.
    public const string Nested = """
        {
          "id": "nested", "initial": "off",
          "on": { "reset": { "target": ".off", "actions": "rootReset" }, "*": { "guard": "g1", "actions": "rootAny" } },
          "states": {
            "off": { "on": { "next": "on", "deep": { "target": "#nested.on.busy.two", "actions": "dive" } } },
            "on": {
              "tags": ["lit", "any"], "entry": "inOn", "exit": "outOn", "initial": "idle", "after": { "100": "off", "limit": ".busy" },
              "on": {
                "self": "on", "again": { "target": "on", "reenter": true, "actions": "restart" }, "inner": ".busy",
                "innerAgain": { "target": ".busy", "reenter": true, "guard": "g2" }, "off": "off", "finish": "#nested.gone"
              },
              "onDone": [{ "target": "off", "guard": "g3", "actions": "finished" }, { "target": ".idle" }],
              "states": {
                "idle": { "entry": "inIdle", "exit": "outIdle", "on": { "next": "busy", "off": { "guard": "g1", "actions": "refuse" } } },
                "busy": {
                  "tags": "busy", "invoke": [
                    { "src": "work", "onDone": "end", "onError": { "target": "#nested.off", "actions": "note" } },
                    { "src": "watch", "onError": { "actions": "note" } }
                  ],
                  "entry": "inBusy", "exit": "outBusy", "initial": "one", "after": { "slow": { "actions": "complain" } },
                  "on": { "next": "end", "*": { "target": ".one", "guard": "g3" } },
                  "states": {
                    "one": { "entry": "inOne", "exit": "outOne", "after": { "10": "two" },
                      "always": { "target": "two", "guard": "g4", "actions": "skip" } },
                    "two": { "entry": "inTwo", "invoke": { "src": "load", "id": "loader", "onDone": [{ "target": "one", "guard": "g1",
                      "actions": "loaded" }, { "actions": "reload" }], "onError": "#nested.gone" },
                      "on": { "next": { "target": "one", "guard": "g2" }, "back": "#nested.on.idle" } }
                  }
                },
                "end": { "type": "final", "entry": "inEnd", "exit": "outEnd" }
              }
            },
            "gone": { "type": "final", "entry": "inGone", "exit": "outGone", "tags": "any" }
          },
          "meta": { "delays": { "limit": { "milliseconds": 900 }, "slow": { "milliseconds": 5 } } }
        }
        """;

    [Fact]
    public void States_within_states_are_walked_as_the_interpreter_walks_them() => Walk(Nested, "Nested");

    /// <summary>Triggers, tasks and exceptions that actions and guards receive, in states within states.</summary>
    public const string Payloads = """
        {
          "id": "payloads", "initial": "a",
          "on": { "typed": { "guard": "g1", "actions": "note" }, "*": { "guard": "g4", "actions": "other" } },
          "states": {
            "a": {
              "exit": "outA", "on": {
                "typed": [{ "target": "b", "guard": "r1", "actions": ["show", "note"] },
                  { "target": "b", "guard": "r2", "actions": "show" }, { "actions": "keep" }],
                "next": "b"
              }
            },
            "b": {
              "entry": "inB", "initial": "x", "invoke": { "src": "load", "onDone": { "target": "a", "guard": "done3", "actions": "loaded" },
                "onError": [{ "target": "a", "guard": "failed4", "actions": "explain" }, { "actions": "note" }] },
              "on": { "moved": { "target": "b", "reenter": true, "actions": "show" } },
              "states": {
                "x": { "on": { "typed": { "target": "y", "actions": ["keep", "show"] }, "next": "y" } },
                "y": { "always": { "target": "x", "guard": "g3" },
                  "on": { "typed": { "guard": "r2", "actions": "show" }, "next": "#payloads.a" } }
              }
            }
          },
          "meta": {
            "triggers": { "typed": { "payload": "int32" }, "moved": { "payload": "int32" }, "ignored": { "payload": "int32" } },
            "tasks": { "load": { "payload": "int32" } },
            "actions": { "show": { "payload": true }, "loaded": { "payload": true }, "explain": { "payload": true } },
            "guards": { "r1": { "payload": true }, "r2": { "payload": true }, "done3": { "payload": true }, "failed4": { "payload": true } }
          }
        }
        """;

    [Fact]
    public void Payloads_are_received_as_the_interpreter_receives_them() => Walk(Payloads, "Payloads");

    [Fact]
    public void The_call_is_walked_as_the_interpreter_walks_it() =>
        Walk(File.ReadAllText(Repository.PathOf("protocol/call.statechart.json")), "Call");

    private static void Walk(string text, string name)
    {
        var chart = JsonNode.Parse(text)!;
        var assembly = Machine.Compile(text, name);
        var inputs = new ChartInputs(text);
        var triggers = inputs.HandlersOf("on").Where(static trigger => trigger != "*").ToList();
        var delays = inputs.HandlersOf("after").ToList();
        var tasks = inputs.TaskSources.ToList();
        for (var seed = 0; seed < Walks; seed++)
        {
            // Both ask each guard in the same order, so both get the same answers from generators of one seed.
            var machine = Machine.Start(assembly, name, GuardOf(seed));
            var interpreter = new Interpreter(chart, GuardOf(seed));
            var random = new Random(seed);
            for (var step = 0; step < Steps; step++)
            {
                var input = random.Next(triggers.Count + delays.Count + (2 * tasks.Count));
                var (moved, expected) = Take(machine, interpreter, input, payload: random.Next(10));

                moved.ShouldBe(expected, $"seed {seed}, step {step}");
                machine.State.ShouldBe(interpreter.State, $"seed {seed}, step {step}");
                machine.TakeLog().ShouldBe(interpreter.Log, $"seed {seed}, step {step}");
                machine.Tags.ShouldBe(interpreter.Tags, $"seed {seed}, step {step}");
                interpreter.Log.Clear();
            }
        }

        (bool Moved, bool Expected) Take(Machine machine, Interpreter interpreter, int index, int payload)
        {
            if (index < triggers.Count)
                return (machine.Fire(Interpreter.Pascal(triggers[index]), payload), interpreter.Fire(triggers[index], payload));

            index -= triggers.Count;
            if (index < delays.Count)
                return (machine.Elapse(Interpreter.DelayName(delays[index])), interpreter.Elapse(delays[index]));

            index -= delays.Count;
            var task = tasks[index % tasks.Count];
            return index < tasks.Count
                ? (machine.Complete(Interpreter.Pascal(task), payload), interpreter.End(task, "onDone", payload))
                : (machine.Fail(Interpreter.Pascal(task), payload), interpreter.End(task, "onError", payload));
        }
    }

    private static Func<string, bool> GuardOf(int seed)
    {
        var random = new Random(seed);
        return _ => random.Next(2) == 0;
    }
}
