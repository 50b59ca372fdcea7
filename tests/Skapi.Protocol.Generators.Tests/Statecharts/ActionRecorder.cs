using System.Reflection;

namespace Skapi.Protocol.Generators.Tests.Statecharts;

/// <summary>Stands in for the actions of any emitted machine: writes down what is called, and answers guards as it is told.</summary>
public class ActionRecorder : DispatchProxy
{
    public List<string> Log { get; } = [];

    public Func<string, bool> Guard { get; set; } = static _ => false;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var name = targetMethod!.Name;
        if (targetMethod.ReturnType == typeof(bool))
            return Guard(name);

        Log.Add(args is [{ } delay] ? $"{name} {delay}" : name);
        return null;
    }
}
