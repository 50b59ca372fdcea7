namespace Skapi.Protocol.Generators.Statecharts;

/// <summary>A transition that a machine can take in a state, with the state that has it: that state, or one that it is within.</summary>
internal sealed record ChartCandidate(ChartState Source, ChartTransition Transition);

/// <summary>The transitions of a state without states in it, as XState v5 selects and takes them.</summary>
internal static class ChartMoves
{
    /// <summary>The triggers that the state and those that it is within name, in their order.</summary>
    public static IEnumerable<string> TriggersOf(ChartState leaf) => leaf.EndsMachine
        ? []
        : leaf.Line.SelectMany(static state => state.On).Where(static handler => !handler.IsWildcard)
            .Select(static handler => handler.Name).Distinct();

    /// <summary>Whether any trigger has a transition.</summary>
    public static bool HasWildcard(ChartState leaf) => !leaf.EndsMachine && leaf.Line.Any(static state => WildcardOf(state) is not null);

    /// <summary>The transitions of a trigger.</summary>
    public static IReadOnlyList<ChartCandidate> OfTrigger(ChartState leaf, string trigger) =>
        Select(leaf.Line, state => state.On.FirstOrDefault(handler => handler.Name == trigger));

    /// <summary>The transitions of a delay or a task that began in a state.</summary>
    public static IReadOnlyList<ChartCandidate> OfOwner(ChartState leaf, ChartState owner, ChartHandler? handler) =>
        Select(leaf.Line, state => state == owner ? handler : null);

    /// <summary>The transitions that are taken because the final state was entered.</summary>
    public static IReadOnlyList<ChartCandidate> OfDone(ChartState leaf) => leaf.IsFinal && !leaf.EndsMachine
        ? Select(leaf.Line, state => state == leaf.Parent ? state.OnDone : null)
        : [];

    /// <summary>The transitions without a trigger.</summary>
    public static IReadOnlyList<ChartCandidate> OfAlways(ChartState leaf) =>
        Take(leaf.Line.Select(static state => (state, state.Always)));

    /// <summary>The transitions of a trigger in a state and in the chart, as a diagram shows them.</summary>
    public static IReadOnlyList<ChartCandidate> OfTrigger(IEnumerable<ChartState> states, string trigger) => Take(
        states.SelectMany(state => state.On.Where(handler => handler.Name == trigger).Select(handler => (state, handler.Candidates))));

    /// <summary>The states that a transition exits and those that it enters, in that order.</summary>
    public static (IReadOnlyList<ChartState> Exits, IReadOnlyList<ChartState> Enters) Of(ChartState leaf, ChartCandidate candidate)
    {
        var (source, transition) = (candidate.Source, candidate.Transition);
        if (transition.Target is not { } target)
            return ([], []);

        // Without “reenter”, a transition into the state that has it, or to that state, does not leave it.
        var stays = !transition.Reenters && (target == source || target.IsWithin(source));
        var kept = stays ? source : target.Line.Skip(1).FirstOrDefault(source.IsWithin);
        return ([.. Below(kept, leaf)], [.. Below(kept, target.Leaf).Reverse()]);
    }

    /// <summary>A state and those that it is within, up to one that is kept.</summary>
    private static IEnumerable<ChartState> Below(ChartState? kept, ChartState leaf) =>
        leaf.Line.TakeWhile(state => state != kept && state.Parent is not null);

    private static ChartHandler? WildcardOf(ChartState state) => state.On.FirstOrDefault(static handler => handler.IsWildcard);

    // In each state the transitions that name the event are tried before the wildcard, which also gets delays and final states.
    private static List<ChartCandidate> Select(IEnumerable<ChartState> line, Func<ChartState, ChartHandler?> named) => Take(
        from state in line
        from handler in new[] { named(state), WildcardOf(state) }
        where handler is not null
        select (state, handler.Candidates));

    /// <summary>The groups of candidates up to the first one with a candidate that is always taken.</summary>
    private static List<ChartCandidate> Take(IEnumerable<(ChartState Source, IReadOnlyList<ChartTransition> Candidates)> groups)
    {
        var taken = new List<ChartCandidate>();
        foreach (var (source, candidates) in groups)
        {
            taken.AddRange(candidates.Select(candidate => new ChartCandidate(source, candidate)));
            if (candidates.Any(static candidate => candidate.Guard is null))
                break;
        }

        return taken;
    }
}
