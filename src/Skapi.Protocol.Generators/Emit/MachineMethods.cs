using Skapi.Protocol.Generators.Statecharts;

namespace Skapi.Protocol.Generators.Emit;

/// <summary>The names of the methods that a machine has for each state.</summary>
internal static class MachineMethods
{
    private static readonly string[] Prefixes = ["Fire", "Elapse", "Enter", "Exit"];

    /// <summary>The method of a state: no method may be called as its class is.</summary>
    public static string Of(string className, string prefix, StateModel state)
    {
        var name = prefix + state.Name;
        return name == className ? name + "_" : name;
    }

    /// <summary>All of them.</summary>
    public static IEnumerable<string> Of(MachineModel machine) =>
        machine.States.SelectMany(static state => Prefixes.Select(prefix => prefix + state.Name));
}
