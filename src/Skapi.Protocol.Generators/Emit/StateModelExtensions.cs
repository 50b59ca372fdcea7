using Skapi.Protocol.Generators.Statecharts;

namespace Skapi.Protocol.Generators.Emit;

internal static class StateModelExtensions
{
    /// <summary>Whether something happens on entering a state.</summary>
    public static bool HasEntry(this StateModel state) => state.Entry.Count > 0 || state.After.Count > 0 || (state.IsFinal && state.Exit.Count > 0);

    /// <summary>Whether something happens on leaving a state.</summary>
    public static bool HasExit(this StateModel state) => !state.IsFinal && (state.Exit.Count > 0 || state.After.Count > 0);
}
