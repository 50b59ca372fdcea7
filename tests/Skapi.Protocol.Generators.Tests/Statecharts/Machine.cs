using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Skapi.Protocol.Generators.Tests.Bridges;
using Skapi.Protocol.Generators.Tests.Helpers;

namespace Skapi.Protocol.Generators.Tests.Statecharts;

/// <summary>An emitted machine, compiled and driven by the names of its states, triggers and delays.</summary>
internal sealed partial class Machine
{
    private readonly object _driver;
    private readonly object _actions;

    private Machine(Assembly assembly, string name, MachineKind kind, Func<string, bool> guard)
    {
        _driver = Activator.CreateInstance(assembly.GetType(DriverOf(name, kind), throwOnError: true)!)!;
        _actions = DispatchProxy.Create(
            assembly.GetType($"{GeneratorHost.Namespace}.I{name}Actions", throwOnError: true)!, typeof(ActionRecorder));
        Recorder.Guard = guard;
    }

    public string State
    {
        get => (string)Call("get_State")!;
        set => Call("set_State", value);
    }

    public bool IsFinal => (bool)Call("get_IsFinal")!;

    /// <summary>The tags of the state, sorted.</summary>
    public IEnumerable<string> Tags => ((string)Call("get_Tags")!).Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(
        StringComparer.Ordinal);

    public ActionRecorder Recorder => (ActionRecorder)_actions;

    /// <summary>Compiles both machines of a statechart.</summary>
    public static Assembly Compile(string chart, string name) => Compile([(chart, name)]);

    /// <summary>Compiles both machines of several statecharts.</summary>
    public static Assembly Compile(IReadOnlyCollection<(string Chart, string Name)> charts)
    {
        var drivers = string.Concat(charts.Select(static chart => SourceOfDrivers(chart.Chart, chart.Name)));
        GeneratorHost.CreateDriver(charts.Select(static chart => new SchemaText($"{chart.Name}.statechart.json", chart.Chart)))
            .RunGeneratorsAndUpdateCompilation(
                GeneratorHost.CreateCompilation(drivers).AddReferences(Packages.Stateless), out var compilation, out var diagnostics);
        diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        return GeneratorHost.Load(compilation);
    }

    /// <summary>Compiles a statechart and starts a machine of it.</summary>
    public static Machine Start(string chart, string name, Func<string, bool>? guard = null, MachineKind kind = MachineKind.Switch) =>
        Start(Compile(chart, name), name, guard, kind);

    public static Machine Start(Assembly assembly, string name, Func<string, bool>? guard = null, MachineKind kind = MachineKind.Switch)
    {
        var machine = Create(assembly, name, guard, kind);
        machine.Start();
        return machine;
    }

    /// <summary>A machine that has not been started. Its state can be set.</summary>
    public static Machine Create(Assembly assembly, string name, Func<string, bool>? guard = null, MachineKind kind = MachineKind.Switch) =>
        new(assembly, name, kind, guard ?? (static _ => false));

    /// <summary>The calls since the last time.</summary>
    public List<string> TakeLog()
    {
        var log = Recorder.Log.ToList();
        Recorder.Log.Clear();
        return log;
    }

    public void Start() => Call("Start", _actions);

    /// <summary>Fires a trigger, with a payload if it has one.</summary>
    public bool Fire(string trigger, int payload = 0) => (bool)Call("Fire", trigger, payload, _actions)!;

    public bool Elapse(string delay) => (bool)Call("Elapse", delay, _actions)!;

    public bool Complete(string task, int result = 0) => (bool)Call("Complete", task, result, _actions)!;

    public bool Fail(string task, int error = 0) => (bool)Call("Fail", task, error, _actions)!;

    public bool CanFire(string trigger) => (bool)Call("CanFire", trigger)!;

    public bool IsIn(string state) => (bool)Call("IsIn", state)!;

    private object? Call(string method, params object?[] arguments) =>
        _driver.GetType().GetMethod(method)!.Invoke(_driver, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    private static string DriverOf(string name, MachineKind kind) => $"{name}{kind}Driver";

    // A state may have an “after” without a delay in it.
    [GeneratedRegex("\"after\"\\s*:\\s*\\{\\s*\"", RegexOptions.CultureInvariant)]
    private static partial Regex Delay();

    private static string SourceOfDrivers(string chart, string name)
    {
        string[] kinds = [SourceOfDriver(name, MachineKind.Switch, chart), SourceOfDriver(name, MachineKind.Stateless, chart)];
        return string.Concat(kinds);
    }

    // Compiled beside the machine, because reflection does not copy a state back after an exception.
    private static string SourceOfDriver(string name, MachineKind kind, string chart)
    {
        var type = kind == MachineKind.Switch ? $"Example.{name}Machine" : $"Example.{name}StatelessMachine";
        var actions = kind == MachineKind.Switch ? "ref actions" : "actions";
        var tags = chart.Contains("\"tags\"", StringComparison.Ordinal)
            ? $"string.Join(' ', System.Linq.Enumerable.Where(System.Enum.GetValues<Example.{name}Tag>(), "
                + $"tag => Example.{name}Machine.HasTag(_state, tag)))"
            : "\"\"";
        var isIn = chart.Split("\"states\"").Length > 2
            ? $"Example.{name}Machine.IsIn(_state, System.Enum.Parse<Example.{name}State>(state))"
            : "false";
        var elapse = Delay().IsMatch(chart)
            ? $"_machine.TryElapse(ref _state, System.Enum.Parse<Example.{name}Delay>(delay), {actions})"
            : "false";
        var inputs = new ChartInputs(chart);
        return $$"""
            public sealed class {{DriverOf(name, kind)}}
            {
                private readonly {{type}} _machine = new();
                private Example.{{name}}State _state;
                public string State { get => _state.ToString(); set => _state = System.Enum.Parse<Example.{{name}}State>(value); }
                public bool IsFinal => Example.{{name}}Machine.IsFinal(_state);
                public string Tags => {{tags}};
                public bool IsIn(string state) => {{isIn}};
                public bool CanFire(string trigger) =>
                    Example.{{name}}Machine.CanFire(_state, System.Enum.Parse<Example.{{name}}Trigger>(trigger));
                public void Start(Example.I{{name}}Actions actions) => _machine.Start(out _state, {{actions}});
                public bool Fire(string trigger, int payload, Example.I{{name}}Actions actions) =>
                    {{Choose("TryFire", "Trigger", "trigger", inputs.TriggersWithPayload, "payload")}};
                public bool Elapse(string delay, Example.I{{name}}Actions actions) => {{elapse}};
                public bool Complete(string task, int payload, Example.I{{name}}Actions actions) =>
                    {{Choose("TryComplete", "Task", "task", inputs.TasksWithResult, "payload")}};
                public bool Fail(string task, int payload, Example.I{{name}}Actions actions) =>
                    {{Choose("TryFail", "Task", "task", inputs.TasksWithError, "new System.Exception(payload.ToString())")}};
            }

            """;

        // The call of the method for an input, which is one of its own if the input has a payload.
        string Choose(string method, string kind, string parameter, IEnumerable<string> withPayload, string payload)
        {
            if (kind == "Task" && inputs.Tasks.Count == 0)
                return "false";

            var calls = withPayload.Select(input => $"\"{input}\" => _machine.{method}{input}(ref _state, {payload}, {actions}), ");
            var plain = $"_machine.{method}(ref _state, System.Enum.Parse<Example.{name}{kind}>({parameter}), {actions})";
            return $"{parameter} switch {{ {string.Concat(calls)}_ => {plain} }}";
        }
    }
}
