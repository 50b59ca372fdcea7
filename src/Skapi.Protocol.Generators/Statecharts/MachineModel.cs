using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Json;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Statecharts;

/// <summary>A state machine to emit. Its names are C# names, unless they are wire names.</summary>
/// <param name="Path">The path of the statechart.</param>
/// <param name="Namespace">The namespace of the types.</param>
/// <param name="Name">The first part of the names of the types.</param>
/// <param name="Docs">The documentation of the machine.</param>
/// <param name="Initial">The initial state.</param>
/// <param name="States">The states.</param>
/// <param name="Triggers">The triggers.</param>
/// <param name="Delays">The delays.</param>
/// <param name="Actions">The actions.</param>
/// <param name="Guards">The guards.</param>
internal sealed record MachineModel(
    string Path,
    string Namespace,
    string Name,
    Docs Docs,
    string Initial,
    EquatableArray<StateModel> States,
    EquatableArray<NamedModel> Triggers,
    EquatableArray<DelayModel> Delays,
    EquatableArray<NamedModel> Actions,
    EquatableArray<NamedModel> Guards)
{
    /// <summary>Its position in the file.</summary>
    public Place Place { get; init; }

    /// <summary>Whether the types are internal and not public.</summary>
    public bool IsInternal { get; init; }

    /// <summary>Whether a state has transitions without a trigger.</summary>
    public bool HasAlways => States.Any(static state => state.Always.Count > 0);
}

/// <summary>A name with its documentation.</summary>
internal sealed record NamedModel(string WireName, string Name, Docs Docs)
{
    /// <summary>Its position in the file.</summary>
    public Place Place { get; init; }
}

/// <summary>A delay with its duration.</summary>
internal sealed record DelayModel(string WireName, string Name, Docs Docs, double Milliseconds)
{
    /// <summary>Its position in the file.</summary>
    public Place Place { get; init; }
}

/// <summary>A state.</summary>
/// <param name="WireName">Its name in the statechart.</param>
/// <param name="Name">Its C# name.</param>
/// <param name="Docs">Its documentation.</param>
/// <param name="IsFinal">Whether no transition leaves it.</param>
/// <param name="Entry">The actions on entering it.</param>
/// <param name="Exit">The actions on leaving it.</param>
/// <param name="On">The transitions of each trigger.</param>
/// <param name="After">The transitions of each delay.</param>
/// <param name="Always">The transitions without a trigger.</param>
internal sealed record StateModel(
    string WireName,
    string Name,
    Docs Docs,
    bool IsFinal,
    EquatableArray<string> Entry,
    EquatableArray<string> Exit,
    EquatableArray<HandlerModel> On,
    EquatableArray<HandlerModel> After,
    EquatableArray<TransitionModel> Always)
{
    /// <summary>Its position in the file.</summary>
    public Place Place { get; init; }
}

/// <summary>The candidates of one trigger or delay in one state: those of the state, then those of the root.</summary>
internal sealed record HandlerModel(string Name, EquatableArray<TransitionModel> Candidates);

/// <summary>A transition of one state.</summary>
/// <param name="Target">The target state, or null if the machine stays in its state.</param>
/// <param name="Leaves">Whether the state is exited and the target entered, also if they are the same.</param>
/// <param name="Guard">The guard that must pass.</param>
/// <param name="Actions">The actions between exit and entry.</param>
/// <param name="Description">Its documentation.</param>
internal sealed record TransitionModel(string? Target, bool Leaves, string? Guard, EquatableArray<string> Actions, string? Description);
