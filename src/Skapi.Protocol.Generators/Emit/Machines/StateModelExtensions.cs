using Skapi.Protocol.Generators.Statecharts;

namespace Skapi.Protocol.Generators.Emit.Machines;

internal static class StateModelExtensions
{
    /// <summary>Whether actions run on entry. No transition leaves a final state, so its exit actions run on entry too.</summary>
    public static bool HasEntry(this StateModel state) => state.Entry.Count > 0 || (state.IsFinal && state.Exit.Count > 0);

    /// <summary>Whether actions run on exit.</summary>
    public static bool HasExit(this StateModel state) => !state.IsFinal && state.Exit.Count > 0;

    /// <summary>A state by its C# name.</summary>
    public static StateModel Find(this MachineModel machine, string name) => machine.States.First(state => state.Name == name);

    /// <summary>The state, then those that it is within.</summary>
    public static IEnumerable<StateModel> Line(this StateModel state, MachineModel machine)
    {
        for (var current = state; current is not null; current = current.Parent is null ? null : machine.Find(current.Parent))
            yield return current;
    }
}
