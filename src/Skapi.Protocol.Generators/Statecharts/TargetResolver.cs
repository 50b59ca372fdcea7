using Skapi.Protocol.Generators.Diagnostics;

namespace Skapi.Protocol.Generators.Statecharts;

/// <summary>Finds the states that the targets and the keys “initial” of a statechart name, and reports those that do not exist.</summary>
internal sealed class TargetResolver(Chart chart, DiagnosticBag diagnostics)
{
    public void Resolve()
    {
        foreach (var state in chart.States.Prepend(chart.Root))
        {
            if (state.InitialRange.Length > 0 && state.Find(state.Initial) is null)
                Report(state.Initial, state.InitialRange);
        }

        foreach (var state in chart.States.Append(chart.Root))
        {
            foreach (var transition in state.Transitions)
                transition.Target = Find(state, transition);
        }
    }

    /// <summary>
    /// Finds a target: “#id.path” from the chart, “.path” within the state of the transition, and “path” beside it. A path has a dot
    /// between its names.
    /// </summary>
    private ChartState? Find(ChartState source, ChartTransition transition)
    {
        if (transition.TargetText is not { } text)
            return null;

        var prefix = $"#{chart.Id}.";
        var (start, path) = text.StartsWith(prefix, StringComparison.Ordinal)
            ? (chart.Root, text.Substring(prefix.Length))
            : text.StartsWith(".", StringComparison.Ordinal) ? (source, text.Substring(1)) : (source.Parent ?? source, text);
        var target = path.Split('.').Aggregate((ChartState?)start, static (state, name) => state?.Find(name));
        if (target is null)
            Report(path, transition.Range);
        return target;
    }

    private void Report(string path, Json.TextRange range) => diagnostics.Report(
        DiagnosticDescriptors.UnknownState, range, path, Suggestion.For(path, chart.States.Select(static state => state.Name).Distinct()));
}
