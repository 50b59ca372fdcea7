using System.Reflection;

namespace Skapi.Protocol.Generators.Tests.Statecharts;

/// <summary>Implements the actions of any emitted machine: records the calls, and answers guards as a test says.</summary>
public class ActionRecorder : DispatchProxy
{
    public List<string> Log { get; } = [];

    /// <summary>Answers a guard.</summary>
    public Func<string, bool> Guard { get; set; } = static _ => false;

    /// <summary>What an action does after it was recorded; for delays it is not called.</summary>
    public Action<string> OnAction { get; set; } = static _ => { };

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var name = targetMethod!.Name;
        if (targetMethod.ReturnType == typeof(bool))
            return Guard(name);

        if (args is [{ } delay])
        {
            Log.Add($"{name} {delay}");
            return null;
        }

        Log.Add(name);
        OnAction(name);
        return null;
    }
}
