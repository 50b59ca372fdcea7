using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Statecharts;

/// <summary>The content of a statechart file, with the positions of its parts.</summary>
internal sealed class Chart
{
    public string Id { get; set; } = "";

    public TextRange IdRange { get; set; }

    public string? Description { get; set; }

    /// <summary>The chart as a state: its states are within it, and its transitions leave any state that is not final.</summary>
    public ChartState Root { get; set; } = new("", default, parent: null);

    public JsonNode? Meta { get; set; }

    /// <summary>All states, each before the states within it.</summary>
    public IEnumerable<ChartState> States => Root.Descendants;
}

/// <summary>A state, with the states within it.</summary>
internal sealed class ChartState(string name, TextRange nameRange, ChartState? parent)
{
    public string Name { get; } = name;

    public TextRange NameRange { get; } = nameRange;

    /// <summary>The state that it is within, or null for the chart.</summary>
    public ChartState? Parent { get; } = parent;

    /// <summary>The names that lead to it from the chart, with dots between them.</summary>
    public string Path { get; } = parent?.Parent is null ? name : $"{parent.Path}.{name}";

    public string Initial { get; set; } = "";

    public TextRange InitialRange { get; set; }

    /// <summary>The states within it.</summary>
    public IReadOnlyList<ChartState> Children { get; set; } = [];

    public string? Description { get; set; }

    /// <summary>The description of the chart, or one that is made of the name.</summary>
    public string DescriptionOrDefault => Description
        ?? $"The state “{Path}”{(Children.Count > 0 ? ", which is always one of the states within it" : "")}.";

    public bool IsFinal { get; set; }

    public IReadOnlyList<ChartName> Entry { get; set; } = [];

    public IReadOnlyList<ChartName> Exit { get; set; } = [];

    public IReadOnlyList<ChartName> Tags { get; set; } = [];

    public IReadOnlyList<ChartHandler> On { get; set; } = [];

    public IReadOnlyList<ChartHandler> After { get; set; } = [];

    /// <summary>The tasks that start on entry and are cancelled on exit.</summary>
    public IReadOnlyList<ChartTask> Tasks { get; set; } = [];

    /// <summary>Transitions that are taken when a final state within it is entered.</summary>
    public ChartHandler? OnDone { get; set; }

    /// <summary>Transitions that need no trigger.</summary>
    public IReadOnlyList<ChartTransition> Always { get; set; } = [];

    public IEnumerable<ChartTransition> Transitions => Handlers.SelectMany(static handler => handler.Candidates).Concat(Always);

    /// <summary>The transitions that have a cause.</summary>
    public IEnumerable<ChartHandler> Handlers => On.Concat(After).Concat(
        Tasks.SelectMany(static task => new[] { task.OnDone, task.OnError }).Append(OnDone).OfType<ChartHandler>());

    /// <summary>Whether it is a final state of the chart, so that the machine ends in it.</summary>
    public bool EndsMachine => IsFinal && Parent?.Parent is null;

    /// <summary>The state, then the states that it is within, and at last the chart.</summary>
    public IEnumerable<ChartState> Line
    {
        get
        {
            for (var state = this; state is not null; state = state.Parent)
                yield return state;
        }
    }

    /// <summary>All states within it, each before the states within that one.</summary>
    public IEnumerable<ChartState> Descendants => Children.SelectMany(static child => child.Descendants.Prepend(child));

    /// <summary>The state that a machine is in after it has entered this one: the initial one of the initial one, and so on.</summary>
    public ChartState Leaf => Children.Count == 0 ? this : Find(Initial)!.Leaf;

    /// <summary>Finds a state within it.</summary>
    public ChartState? Find(string name) => Children.FirstOrDefault(state => state.Name == name);

    /// <summary>Whether it is within another state, at any depth.</summary>
    public bool IsWithin(ChartState other) => Line.Skip(1).Contains(other);
}

/// <summary>The candidates for one trigger or delay. The first one whose guard passes is taken.</summary>
internal sealed class ChartHandler(string name, TextRange nameRange, IReadOnlyList<ChartTransition> candidates)
{
    public string Name { get; } = name;

    public TextRange NameRange { get; } = nameRange;

    public IReadOnlyList<ChartTransition> Candidates { get; } = candidates;

    /// <summary>Whether it handles any trigger, after the transitions of the state that name the trigger.</summary>
    public bool IsWildcard => Name == "*";
}

internal sealed class ChartTransition(TextRange range)
{
    public TextRange Range { get; } = range;

    /// <summary>The target as the chart has it, or null for a transition that neither exits nor enters.</summary>
    public string? TargetText { get; set; }

    /// <summary>The target state. <see cref="TargetResolver"/> finds it.</summary>
    public ChartState? Target { get; set; }

    public ChartName? Guard { get; set; }

    public IReadOnlyList<ChartName> Actions { get; set; } = [];

    public bool Reenters { get; set; }

    public string? Description { get; set; }
}

/// <summary>A task that runs while a state is active.</summary>
/// <param name="name">Its name, the source of the invoked actor.</param>
/// <param name="nameRange">The position of the name.</param>
internal sealed class ChartTask(string name, TextRange nameRange)
{
    public string Name { get; } = name;

    public TextRange NameRange { get; } = nameRange;

    /// <summary>The transitions that are taken when the task completes.</summary>
    public ChartHandler? OnDone { get; set; }

    /// <summary>The transitions that are taken when the task fails.</summary>
    public ChartHandler? OnError { get; set; }
}

/// <summary>The name of an action or a guard, with its position.</summary>
internal sealed class ChartName(string name, TextRange range)
{
    public string Name { get; } = name;

    public TextRange Range { get; } = range;
}
