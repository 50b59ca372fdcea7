using Skapi.Protocol.Generators.Statecharts;

namespace Skapi.Protocol.Generators.Emit.Machines;

/// <summary>The names of a machine's methods for each state.</summary>
internal static class MachineMethods
{
    private static readonly string[] Prefixes = ["Fire", "Elapse", "Complete", "Fail", "Enter", "Exit"];

    /// <summary>The name of a method of a state. It must differ from the name of the class.</summary>
    public static string Of(string className, string prefix, StateModel state)
    {
        var name = prefix + state.Name;
        return name == className ? name + "_" : name;
    }

    /// <summary>The names of all methods.</summary>
    public static IEnumerable<string> Of(MachineModel machine) => machine.States
        .SelectMany(static state => Prefixes.Select(prefix => prefix + state.Name))
        .Concat(PayloadInput.Of(machine).SelectMany(static input => new[] { input.Method + input.Name, input.Handler + input.Name }));
}
