using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Statecharts;

/// <summary>The content of a statechart file, with the positions of its parts.</summary>
internal sealed class Chart
{
    public string Id { get; set; } = "";

    public TextRange IdRange { get; set; }

    public string? Description { get; set; }

    public string Initial { get; set; } = "";

    public TextRange InitialRange { get; set; }

    public IReadOnlyList<ChartState> States { get; set; } = [];

    /// <summary>Transitions from any state that is not final, tried after the state's own.</summary>
    public IReadOnlyList<ChartHandler> On { get; set; } = [];

    public JsonNode? Meta { get; set; }

    public ChartState? Find(string name) => States.FirstOrDefault(state => state.Name == name);
}

internal sealed class ChartState(string name, TextRange nameRange)
{
    public string Name { get; } = name;

    public TextRange NameRange { get; } = nameRange;

    public string? Description { get; set; }

    public bool IsFinal { get; set; }

    public IReadOnlyList<ChartName> Entry { get; set; } = [];

    public IReadOnlyList<ChartName> Exit { get; set; } = [];

    public IReadOnlyList<ChartHandler> On { get; set; } = [];

    public IReadOnlyList<ChartHandler> After { get; set; } = [];

    /// <summary>Transitions that need no trigger.</summary>
    public IReadOnlyList<ChartTransition> Always { get; set; } = [];

    public IEnumerable<ChartTransition> Transitions => On.Concat(After).SelectMany(static handler => handler.Candidates).Concat(Always);
}

/// <summary>The candidates for one trigger or delay. The first one whose guard passes is taken.</summary>
internal sealed class ChartHandler(string name, TextRange nameRange, IReadOnlyList<ChartTransition> candidates)
{
    public string Name { get; } = name;

    public TextRange NameRange { get; } = nameRange;

    public IReadOnlyList<ChartTransition> Candidates { get; } = candidates;
}

internal sealed class ChartTransition(TextRange range)
{
    public TextRange Range { get; } = range;

    /// <summary>The target state, or null for a transition that neither exits nor enters.</summary>
    public string? Target { get; set; }

    public ChartName? Guard { get; set; }

    public IReadOnlyList<ChartName> Actions { get; set; } = [];

    public bool Reenters { get; set; }

    public string? Description { get; set; }
}

/// <summary>The name of an action or a guard, with its position.</summary>
internal sealed class ChartName(string name, TextRange range)
{
    public string Name { get; } = name;

    public TextRange Range { get; } = range;
}
