using System.Reflection;
using Skapi.Protocol.Generators.Tests.Bridges;
using Skapi.Protocol.Generators.Tests.Helpers;

namespace Skapi.Protocol.Generators.Tests.Statecharts;

/// <summary>The types of payloads, and the methods that a machine has for them.</summary>
public sealed class PayloadTests
{
    private const string Messages = """
        { "definitions": { "point": { "properties": { "x": { "type": "int32" } } }, "names": { "elements": { "type": "string" } } } }
        """;

    private const string Chart = """
        {
          "id": "x", "initial": "a",
          "states": {
            "a": {
              "on": { "moved": { "actions": "move" }, "named": { "actions": "name" }, "typed": { "guard": "isText", "actions": "type" } },
              "invoke": { "src": "load", "onDone": { "actions": "load" }, "onError": { "actions": "explain" } }
            }
          },
          "meta": {
            "triggers": {
              "moved": { "payload": "messages.json#/definitions/point" }, "named": { "payload": "messages.json#/definitions/names" },
              "typed": { "payload": "string" }
            },
            "tasks": { "load": { "payload": "timestamp" } },
            "actions": {
              "move": { "payload": true }, "name": { "payload": true }, "type": { "payload": true }, "load": { "payload": true },
              "explain": { "payload": true }
            },
            "guards": { "isText": { "payload": true } }
          }
        }
        """;

    private const string Actions = """
        public sealed class Actions : Example.IXActions
        {
            public System.Collections.Generic.List<string> Log { get; } = new();
            public void Move(Example.Point payload) => Log.Add($"{payload.X}");
            public void Name(Skapi.Protocol.EquatableArray<string> payload) => Log.Add(string.Join('+', payload));
            public void Type(string payload) => Log.Add(payload);
            public void Load(System.DateTimeOffset payload) => Log.Add($"{payload.Year}");
            public void Explain(System.Exception error) => Log.Add(error.Message);
            public bool IsText(string payload) => payload.Length > 0;
            public void StartTask(Example.XTask task) { }
            public void CancelTask(Example.XTask task) { }
        }
        """;

    [Theory]
    [InlineData("XMachine", "ref actions")]
    [InlineData("XStatelessMachine", "actions")]
    public void A_payload_has_the_type_of_its_schema(string machine, string actions) => Run(machine, actions, $"""
        machine.TryFireMoved(ref state, new Example.Point {Braces("X = 4")}, {actions});
        machine.TryFireNamed(ref state, ["a", "b"], {actions});
        machine.TryFireTyped(ref state, "", {actions});
        machine.TryFireTyped(ref state, "text", {actions});
        machine.TryCompleteLoad(ref state, System.DateTimeOffset.UnixEpoch, {actions});
        machine.TryFailLoad(ref state, new System.TimeoutException("slow"), {actions});
        """).ShouldBe(["4", "a+b", "text", "1970", "slow"]);

    [Theory]
    [InlineData("TryFire(ref state, Example.XTrigger.Typed, ", "“Typed” has a payload: call TryFireTyped with it. (Parameter 'trigger')")]
    [InlineData("TryComplete(ref state, Example.XTask.Load, ", "“Load” has a payload: call TryCompleteLoad with it. (Parameter 'task')")]
    [InlineData("TryFail(ref state, Example.XTask.Load, ", "“Load” has a payload: call TryFailLoad with it. (Parameter 'task')")]
    public void An_input_without_its_payload_is_refused(string call, string message)
    {
        foreach (var (machine, actions) in new[] { ("XMachine", "ref actions"), ("XStatelessMachine", "actions") })
        {
            Should.Throw<ArgumentException>(() => Run(machine, actions, $"machine.{call}{actions});")).Message.ShouldBe(message);
        }
    }

    [Theory]
    [InlineData("XMachine", "ref actions")]
    [InlineData("XStatelessMachine", "actions")]
    public void A_payload_that_must_not_be_null_is_checked(string machine, string actions) => Should.Throw<ArgumentNullException>(
        () => Run(machine, actions, $"machine.TryFireTyped(ref state, null!, {actions});")).ParamName.ShouldBe("payload");

    [Fact]
    public void Handlers_of_Stateless_see_the_payload() => Run("XStatelessMachine", "actions", """
        machine.OnTransitioned(transition => actions.Log.Add($"{transition.Parameters[0]}"));
        machine.TryFireAgain(ref state, 9, actions);
        """, Chart.Replace("\"on\": {", "\"on\": { \"again\": { \"target\": \"a\", \"reenter\": true },", StringComparison.Ordinal)
            .Replace("\"triggers\": {", "\"triggers\": { \"again\": { \"payload\": \"int32\" },", StringComparison.Ordinal))
        .ShouldBe(["9"]);

    [Fact]
    public void Firing_with_a_payload_allocates_nothing()
    {
        const string Source = """
            public struct Actions : Example.IXActions
            {
                public void Show(long payload) { }
                public bool IsBig(long payload) => payload > 1;
            }

            public static class Measure
            {
                public static long Run()
                {
                    var actions = new Actions();
                    var machine = new Example.XMachine();
                    machine.Start(out var state, ref actions);
                    machine.TryFireGo(ref state, 1, ref actions);
                    var before = System.GC.GetAllocatedBytesForCurrentThread();
                    for (var i = 0; i < 100; i++)
                        machine.TryFireGo(ref state, i, ref actions);
                    return System.GC.GetAllocatedBytesForCurrentThread() - before;
                }
            }
            """;
        const string Text = """
            {
              "id": "x", "initial": "a",
              "states": { "a": { "on": { "go": { "guard": "isBig", "actions": "show" }, "end": "b" } }, "b": { "type": "final" } },
              "meta": {
                "triggers": { "go": { "payload": "ids.json#/definitions/id" } },
                "actions": { "show": { "payload": true } }, "guards": { "isBig": { "payload": true } }
              }
            }
            """;
        const string Ids = """{ "definitions": { "id": { "type": "string", "metadata": { "encoding": "int64" } } } }""";
        GeneratorHost.CreateDriver([new SchemaText("x.statechart.json", Text), new SchemaText("ids.json", Ids)])
            .RunGeneratorsAndUpdateCompilation(GeneratorHost.CreateCompilation(Source), out var compilation, out var diagnostics);
        diagnostics.ShouldBeEmpty();

        GeneratorHost.Load(compilation).GetType("Measure")!.GetMethod("Run")!.Invoke(null, null).ShouldBe(0L);
    }

    private static string Braces(string text) => "{ " + text + " }";

    private static List<string> Run(string machine, string actions, string statements, string chart = Chart)
    {
        var source = $$"""
            {{Actions}}

            public static class Program
            {
                public static System.Collections.Generic.List<string> Run()
                {
                    var actions = new Actions();
                    var machine = new Example.{{machine}}();
                    machine.Start(out var state, {{actions}});
                    {{statements}}
                    return actions.Log;
                }
            }
            """;
        GeneratorHost.CreateDriver([new SchemaText("x.statechart.json", chart), new SchemaText("messages.json", Messages)])
            .RunGeneratorsAndUpdateCompilation(
                GeneratorHost.CreateCompilation(source).AddReferences(Packages.Stateless), out var compilation, out _);
        var run = GeneratorHost.Load(compilation).GetType("Program")!.GetMethod("Run")!;
        return (List<string>)run.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null)!;
    }
}
