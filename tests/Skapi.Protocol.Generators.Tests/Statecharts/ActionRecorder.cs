using System.Reflection;

namespace Skapi.Protocol.Generators.Tests.Statecharts;

/// <summary>Implements the actions of any emitted machine: records the calls, and answers guards as a test says.</summary>
public class ActionRecorder : DispatchProxy
{
    public List<string> Log { get; } = [];

    /// <summary>Answers a guard: “Guard”, or “Guard(7)” if it receives the payload 7.</summary>
    public Func<string, bool> Guard { get; set; } = static _ => false;

    /// <summary>What an action does after it was recorded; for delays it is not called.</summary>
    public Action<string> OnAction { get; set; } = static _ => { };

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var name = targetMethod!.Name;
        if (args is [Enum delay])
        {
            Log.Add($"{name} {delay}");
            return null;
        }

        var call = args is [{ } payload] ? $"{name}({(payload is Exception error ? error.Message : payload)})" : name;
        if (targetMethod.ReturnType == typeof(bool))
            return Guard(call);

        Log.Add(call);
        OnAction(call);
        return null;
    }
}
