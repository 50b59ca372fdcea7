using Skapi.Protocol.Generators.Diagnostics;

namespace Skapi.Protocol.Generators.Statecharts;

/// <summary>Reports errors and suspicious parts of a statechart that could be read.</summary>
internal sealed class ChartChecker(Chart chart, DiagnosticBag diagnostics)
{
    public void Check()
    {
        new TargetResolver(chart, diagnostics).Resolve();
        foreach (var state in chart.States)
            CheckParts(state);
        if (diagnostics.HasErrors)
            return;

        var reached = FindReached();
        foreach (var state in chart.States)
        {
            CheckHidden(state);
            CheckEndless(state);
            if (!reached.Contains(state))
                diagnostics.Report(DiagnosticDescriptors.UnreachableState, state.NameRange, state.Path);
            if (state is { IsFinal: false, Children.Count: 0 } && !TargetsOf(state).Any(target => target != state))
                diagnostics.Report(DiagnosticDescriptors.DeadEnd, state.NameRange, state.Path);
        }

        foreach (var handler in chart.Root.On)
            CheckHidden(handler.Candidates);
    }

    /// <summary>The states that a machine can be in after a transition from a state.</summary>
    private static IEnumerable<ChartState> TargetsOf(ChartState leaf) =>
        from owner in leaf.EndsMachine ? [] : leaf.Line
        from target in owner.Transitions.Select(static transition => transition.Target).OfType<ChartState>()
        select target.Leaf;

    private HashSet<ChartState> FindReached()
    {
        var reached = new HashSet<ChartState>(chart.Root.Leaf.Line);
        var open = new Queue<ChartState>([chart.Root.Leaf]);
        while (open.Count > 0)
        {
            foreach (var target in TargetsOf(open.Dequeue()).Where(reached.Add))
            {
                open.Enqueue(target);
                reached.UnionWith(target.Line);
            }
        }

        return reached;
    }

    private void CheckParts(ChartState state)
    {
        CheckFinal(state);
        if (state is { OnDone: { } done, Children.Count: 0, IsFinal: false })
        {
            diagnostics.Report(
                DiagnosticDescriptors.Unsupported, done.NameRange, "“onDone” of a state without states", "remove it, or add “states”");
        }

        // Of two delays with one name, TryElapse could not tell which one elapsed.
        foreach (var delay in state.After.Where(delay => state.Line.Skip(1).Any(outer => outer.After.Any(own => own.Name == delay.Name))))
        {
            const string advice = "give one of them another name";
            diagnostics.Report(
                DiagnosticDescriptors.Unsupported, delay.NameRange, $"the delay “{delay.Name}” also in a state around this one", advice);
        }

        var tasks = state.Line.SelectMany(static outer => outer.Tasks).Select(static task => task.Name).ToList();
        foreach (var task in state.Tasks.Where(task => tasks.Count(name => name == task.Name) > 1))
        {
            diagnostics.Report(
                DiagnosticDescriptors.Unsupported,
                task.NameRange,
                $"the task “{task.Name}” twice in a state or also in a state around it",
                "give one of them another name");
        }

        if (state.EndsMachine || !state.IsFinal)
            return;

        foreach (var outer in state.Line.Where(static outer => outer.Always.Count > 0))
        {
            diagnostics.Report(
                DiagnosticDescriptors.Unsupported,
                outer.NameRange,
                $"“always” in the state “{outer.Path}”, which has a final state in it",
                "use “onDone”, or move the final state");
        }
    }

    private void CheckFinal(ChartState state)
    {
        if (state.IsFinal && (state.Transitions.Any() || state.Children.Count > 0 || state.Tasks.Count > 0))
            diagnostics.Report(DiagnosticDescriptors.FinalWithTransitions, state.NameRange, state.Path);
    }

    private void CheckHidden(ChartState state)
    {
        foreach (var handler in state.Handlers)
            CheckHidden(handler.Candidates);
        CheckHidden(state.Always);

        // A state that is always left at once never waits for a trigger.
        if (!state.Always.Any(
            transition => transition is { Guard: null, Target: { } target } && target != state && !target.IsWithin(state)))
        {
            return;
        }

        foreach (var handler in state.On.Concat(state.After))
            diagnostics.Report(DiagnosticDescriptors.HiddenTransition, handler.NameRange);
    }

    private void CheckHidden(IReadOnlyList<ChartTransition> candidates)
    {
        for (var i = 1; i < candidates.Count; i++)
        {
            if (candidates[i - 1].Guard is null)
                diagnostics.Report(DiagnosticDescriptors.HiddenTransition, candidates[i].Range);
        }
    }

    private void CheckEndless(ChartState start)
    {
        if (start.Children.Count > 0)
            return;

        // Follows the first transition without a guard, as the machine would.
        var seen = new HashSet<ChartState>();
        for (var state = start; state is not null && seen.Add(state);)
        {
            var first = ChartMoves.OfAlways(state).FirstOrDefault(static candidate => candidate.Transition.Guard is null);
            var next = first?.Transition.Target?.Leaf;
            if (next == start && state != start)
                diagnostics.Report(DiagnosticDescriptors.EndlessAlways, start.NameRange, start.Path);
            state = next == state ? null : next;
        }
    }
}
