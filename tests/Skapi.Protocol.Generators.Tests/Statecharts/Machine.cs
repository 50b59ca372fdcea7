using System.Reflection;
using Skapi.Protocol.Generators.Tests.Helpers;

namespace Skapi.Protocol.Generators.Tests.Statecharts;

/// <summary>An emitted machine, compiled and driven by the names of its triggers and delays.</summary>
internal sealed class Machine
{
    private readonly Type _machine;
    private readonly Type _actions;
    private readonly object _proxy;
    private object _state;

    private Machine(Assembly assembly, string name, Func<string, bool> guard)
    {
        _machine = assembly.GetType($"{GeneratorHost.Namespace}.{name}Machine", throwOnError: true)!;
        _actions = assembly.GetType($"{GeneratorHost.Namespace}.I{name}Actions", throwOnError: true)!;
        _proxy = DispatchProxy.Create(_actions, typeof(ActionRecorder));
        Recorder.Guard = guard;
        _state = Call("Start", [_proxy])!;
    }

    public static Machine Start(string chart, string name, Func<string, bool>? guard = null) =>
        Start(GeneratorHost.Compile(chart, path: $"{name}.statechart.json"), name, guard);

    public static Machine Start(Assembly assembly, string name, Func<string, bool>? guard = null) => new(assembly, name, guard ?? (static _ => false));

    public string State => _state.ToString()!;

    public bool IsFinal => (bool)_machine.GetMethod("IsFinal")!.Invoke(null, [_state])!;

    private ActionRecorder Recorder => (ActionRecorder)_proxy;

    /// <summary>What was called since the last time.</summary>
    public List<string> TakeLog()
    {
        var log = Recorder.Log.ToList();
        Recorder.Log.Clear();
        return log;
    }

    public bool Fire(string trigger) => Move("TryFire", "trigger", trigger);

    public bool Elapse(string delay) => Move("TryElapse", "delay", delay);

    public bool CanFire(string trigger)
    {
        var method = _machine.GetMethod("CanFire")!;
        return (bool)method.Invoke(null, [_state, Enum.Parse(method.GetParameters()[1].ParameterType, trigger)])!;
    }

    private bool Move(string name, string parameter, string value)
    {
        var type = _machine.GetMethod(name)!.GetParameters().Single(candidate => candidate.Name == parameter).ParameterType;
        object?[] arguments = [_state, Enum.Parse(type, value), _proxy];
        try
        {
            return (bool)Call(name, arguments)!;
        }
        finally
        {
            _state = arguments[0]!;
        }
    }

    private object? Call(string name, object?[] arguments) =>
        _machine.GetMethod(name)!.MakeGenericMethod(_actions).Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
}
