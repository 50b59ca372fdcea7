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
/// <param name="Tags">The tags.</param>
/// <param name="Tasks">The tasks.</param>
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
    EquatableArray<NamedModel> Guards,
    EquatableArray<TagModel> Tags,
    EquatableArray<NamedModel> Tasks)
{
    /// <summary>Its position in the file.</summary>
    public Place Place { get; init; }

    /// <summary>Whether the types are internal and not public.</summary>
    public bool IsInternal { get; init; }

    /// <summary>Whether a state has transitions without a trigger.</summary>
    public bool HasAlways => States.Any(static state => state.Always.Count > 0);

    /// <summary>Whether a final state within another one has transitions.</summary>
    public bool HasDone => States.Any(static state => state.Done.Count > 0);

    /// <summary>Whether there are transitions after which the machine must look for others.</summary>
    public bool HasSettle => HasAlways || HasDone;

    /// <summary>Whether states are within others.</summary>
    public bool IsNested => States.Any(static state => state.IsCompound);
}

/// <summary>A name with its documentation.</summary>
internal sealed record NamedModel(string WireName, string Name, Docs Docs)
{
    /// <summary>Its position in the file.</summary>
    public Place Place { get; init; }

    /// <summary>The payload of a trigger, the result of a task, what an action or a guard receives, or null.</summary>
    public PayloadModel? Payload { get; init; }

    /// <summary>Whether an action or a guard receives the exception of a task that has failed.</summary>
    public bool PassesError { get; init; }
}

/// <summary>A delay with its duration.</summary>
internal sealed record DelayModel(string WireName, string Name, Docs Docs, double Milliseconds)
{
    /// <summary>Its position in the file.</summary>
    public Place Place { get; init; }
}

/// <summary>A tag, with the states that have it, also because they are within a state that has it.</summary>
internal sealed record TagModel(NamedModel Tag, EquatableArray<string> States);

/// <summary>A state.</summary>
/// <param name="WireName">Its name in the statechart.</param>
/// <param name="Name">Its C# name.</param>
/// <param name="Docs">Its documentation.</param>
/// <param name="IsFinal">Whether the machine ends in it, so that no transition leaves it.</param>
/// <param name="Entry">The actions on entering it.</param>
/// <param name="Exit">The actions on leaving it.</param>
/// <param name="On">The transitions of each trigger, with those of the states that it is within.</param>
/// <param name="After">The transitions of each delay, with those of the states that it is within.</param>
/// <param name="Always">The transitions without a trigger, with those of the states that it is within.</param>
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

    /// <summary>The delays and tasks that start on entry and are cancelled on exit.</summary>
    public EquatableArray<RunModel> Runs { get; init; }

    /// <summary>The transitions when a task completes, with those of the states that it is within.</summary>
    public EquatableArray<HandlerModel> Completed { get; init; }

    /// <summary>The transitions when a task fails, with those of the states that it is within.</summary>
    public EquatableArray<HandlerModel> Failed { get; init; }

    /// <summary>The transitions that are taken because it was entered and is the final state of the one that it is within.</summary>
    public EquatableArray<TransitionModel> Done { get; init; }

    /// <summary>The C# name of the state that it is within, or null.</summary>
    public string? Parent { get; init; }

    /// <summary>The C# name of the first of the states within it, or null if there are none.</summary>
    public string? Initial { get; init; }

    /// <summary>Whether states are within it, so that a machine is never in it alone. Its transitions are those of the states.</summary>
    public bool IsCompound => Initial is not null;

    /// <summary>Its name without the names of the states that it is within.</summary>
    public string Label => WireName.Substring(WireName.LastIndexOf('.') + 1);

    /// <summary>Whether it is a final state, of the machine or of the state that it is within.</summary>
    public bool IsEnd { get; init; }

    /// <summary>The transitions that a diagram shows.</summary>
    public EquatableArray<ArrowModel> Arrows { get; init; }
}

/// <summary>The candidates of one trigger or delay in one state: those of the state, then those of the states that it is within.</summary>
internal sealed record HandlerModel(string Name, EquatableArray<TransitionModel> Candidates)
{
    /// <summary>Whether no state names the trigger, so that all such triggers have the same candidates.</summary>
    public bool IsWildcard { get; init; }

    /// <summary>What the actions and guards can receive, or null.</summary>
    public PayloadModel? Payload { get; init; }
}

/// <summary>A delay or a task that runs while a state is active.</summary>
/// <param name="Kind">“Delay” or “Task”, the last part of the name of its enum.</param>
/// <param name="Name">Its C# name.</param>
internal sealed record RunModel(string Kind, string Name);

/// <summary>A transition in a diagram.</summary>
internal sealed record ArrowModel(string Cause, string Target, string? Guard, EquatableArray<string> Actions);

/// <summary>A transition of one state.</summary>
/// <param name="Target">The state of the machine afterwards, or null without a target.</param>
/// <param name="Leaves">Whether the state is exited and the target entered, also if they are the same.</param>
/// <param name="Guard">The guard that must pass.</param>
/// <param name="Actions">The actions between exit and entry.</param>
/// <param name="Description">Its documentation.</param>
internal sealed record TransitionModel(string? Target, bool Leaves, string? Guard, EquatableArray<string> Actions, string? Description)
{
    /// <summary>The states that are exited, in their order.</summary>
    public EquatableArray<string> Exits { get; init; }

    /// <summary>The states that are entered, in their order.</summary>
    public EquatableArray<string> Enters { get; init; }
}
