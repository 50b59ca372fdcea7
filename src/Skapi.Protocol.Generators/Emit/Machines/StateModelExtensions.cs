using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Statecharts;

namespace Skapi.Protocol.Generators.Emit.Machines;

internal static class StateModelExtensions
{
    /// <summary>Whether actions run on entry. No transition leaves a final state, so its exit actions run on entry too.</summary>
    public static bool HasEntry(this StateModel state) => state.Entry.Count > 0 || (state.IsFinal && state.Exit.Count > 0);

    /// <summary>Whether actions run on exit.</summary>
    public static bool HasExit(this StateModel state) => !state.IsFinal && state.Exit.Count > 0;

    /// <summary>The call of an action or a guard, where the code has what it can receive.</summary>
    public static string CallOf(this MachineModel machine, string method, string payload) =>
        machine.Actions.Concat(machine.Guards).Any(known => known.Name == method && known.Payload is not null)
            ? $"{method}({payload})"
            : $"{method}()";

    /// <summary>The C# type of a payload.</summary>
    public static string TypeIn(this PayloadModel payload, TypeNames names) =>
        payload.Type is null ? "global::System.Exception" : names.Of(payload.Type);

    /// <summary>Whether a trigger or the end of a task has a payload.</summary>
    public static bool HasPayloads(this MachineModel machine) => PayloadInput.Of(machine).Any();

    /// <summary>A state by its C# name.</summary>
    public static StateModel Find(this MachineModel machine, string name) => machine.States.First(state => state.Name == name);

    /// <summary>The state, then those that it is within.</summary>
    public static IEnumerable<StateModel> Line(this StateModel state, MachineModel machine)
    {
        for (var current = state; current is not null; current = current.Parent is null ? null : machine.Find(current.Parent))
            yield return current;
    }
}
