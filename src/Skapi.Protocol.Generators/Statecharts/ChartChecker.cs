using Skapi.Protocol.Generators.Diagnostics;

namespace Skapi.Protocol.Generators.Statecharts;

/// <summary>Reports errors and suspicious parts of a statechart that could be read.</summary>
internal sealed class ChartChecker(Chart chart, DiagnosticBag diagnostics)
{
    public void Check()
    {
        if (chart.InitialRange.Length > 0 && chart.Find(chart.Initial) is null)
            diagnostics.Report(DiagnosticDescriptors.UnknownState, chart.InitialRange, chart.Initial, SuggestState(chart.Initial));

        var ofRoot = chart.On.SelectMany(static handler => handler.Candidates);
        foreach (var transition in chart.States.SelectMany(static state => state.Transitions).Concat(ofRoot))
        {
            if (transition.Target is { } target && chart.Find(target) is null)
                diagnostics.Report(DiagnosticDescriptors.UnknownState, transition.Range, target, SuggestState(target));
        }

        if (diagnostics.HasErrors)
            return;

        var reached = FindReached();
        foreach (var state in chart.States)
        {
            CheckFinal(state);
            CheckHidden(state);
            CheckEndless(state);
            if (!reached.Contains(state.Name))
                diagnostics.Report(DiagnosticDescriptors.UnreachableState, state.NameRange, state.Name);
            if (!state.IsFinal && !OutgoingOf(state).Any(transition => transition.Target is { } target && target != state.Name))
                diagnostics.Report(DiagnosticDescriptors.DeadEnd, state.NameRange, state.Name);
        }

        foreach (var handler in chart.On)
            CheckHidden(handler.Candidates);
    }

    private string SuggestState(string name) => Suggestion.For(name, chart.States.Select(static state => state.Name));

    private IEnumerable<ChartTransition> OutgoingOf(ChartState state) =>
        state.IsFinal ? [] : state.Transitions.Concat(chart.On.SelectMany(static handler => handler.Candidates));

    private HashSet<string> FindReached()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { chart.Initial };
        var open = new Queue<string>(reached);
        while (open.Count > 0)
        {
            foreach (var transition in OutgoingOf(chart.Find(open.Dequeue())!))
            {
                if (transition.Target is { } target && reached.Add(target))
                    open.Enqueue(target);
            }
        }

        return reached;
    }

    private void CheckFinal(ChartState state)
    {
        if (state.IsFinal && state.Transitions.Any())
            diagnostics.Report(DiagnosticDescriptors.FinalWithTransitions, state.NameRange, state.Name);
    }

    private void CheckHidden(ChartState state)
    {
        foreach (var handler in state.On.Concat(state.After))
            CheckHidden(handler.Candidates);
        CheckHidden(state.Always);

        // A state that is always left at once never waits for a trigger.
        if (!state.Always.Any(transition => transition.Guard is null && transition.Target is { } target && target != state.Name))
            return;

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
        // Follows the first transition without a guard, as the machine would.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var state = start; state is not null && seen.Add(state.Name);)
        {
            var next = state.Always.FirstOrDefault(static transition => transition.Guard is null)?.Target;
            if (next == start.Name && state != start)
                diagnostics.Report(DiagnosticDescriptors.EndlessAlways, start.NameRange, start.Name);
            state = next is null || next == state.Name ? null : chart.Find(next);
        }
    }
}
