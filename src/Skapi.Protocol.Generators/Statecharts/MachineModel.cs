using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Locks;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Statecharts;

/// <summary>A state machine to emit. Every name in it is a C# name unless it says otherwise.</summary>
/// <param name="Path">The statechart's path.</param>
/// <param name="Namespace">The namespace of the types.</param>
/// <param name="Name">What the names of the types begin with.</param>
/// <param name="Docs">What the statechart says about itself.</param>
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
    /// <summary>Where it stands.</summary>
    public Place Place { get; init; }

    /// <summary>Whether the types are internal and not public.</summary>
    public bool IsInternal { get; init; }

    /// <summary>Whether a state may be left without a trigger.</summary>
    public bool HasAlways => States.Any(static state => state.Always.Count > 0);
}

/// <summary>A name and what the statechart says about it.</summary>
internal sealed record NamedModel(string WireName, string Name, Docs Docs)
{
    /// <summary>Where it stands.</summary>
    public Place Place { get; init; }
}

/// <summary>A delay and how long it is.</summary>
internal sealed record DelayModel(string WireName, string Name, Docs Docs, double Milliseconds)
{
    /// <summary>Where it stands.</summary>
    public Place Place { get; init; }
}

/// <summary>A state.</summary>
/// <param name="WireName">Its name in the statechart.</param>
/// <param name="Name">Its C# name.</param>
/// <param name="Docs">What the statechart says about it.</param>
/// <param name="IsFinal">Whether nothing leaves it.</param>
/// <param name="Entry">The actions on entering it.</param>
/// <param name="Exit">The actions on leaving it.</param>
/// <param name="On">What each trigger does in it.</param>
/// <param name="After">What each delay does in it.</param>
/// <param name="Always">What happens in it without a trigger.</param>
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
    /// <summary>Where it stands.</summary>
    public Place Place { get; init; }
}

/// <summary>The candidates of one trigger or delay in one state, those of the root behind the state's own.</summary>
internal sealed record HandlerModel(string Name, EquatableArray<TransitionModel> Candidates);

/// <summary>A transition of one state.</summary>
/// <param name="Target">The state that it ends in; null where the machine stays.</param>
/// <param name="Leaves">Whether the state is exited and the target entered, which may be the same state.</param>
/// <param name="Guard">The guard that must pass.</param>
/// <param name="Actions">The actions between exit and entry.</param>
/// <param name="Description">What the statechart says about it.</param>
internal sealed record TransitionModel(string? Target, bool Leaves, string? Guard, EquatableArray<string> Actions, string? Description);
