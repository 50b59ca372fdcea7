using Skapi.Protocol.Generators.Diagnostics;

namespace Skapi.Protocol.Generators.Statecharts;

/// <summary>The C# names of everything in a statechart, in the order in which the emitted types have them.</summary>
internal sealed class ChartNames
{
    private readonly Chart _chart;
    private readonly DiagnosticBag _diagnostics;

    public ChartNames(Chart chart, DiagnosticBag diagnostics)
    {
        (_chart, _diagnostics) = (chart, diagnostics);
        States = new(chart.Meta, "states", "state", "State", diagnostics);
        Triggers = new(chart.Meta, "triggers", "trigger", "Trigger", diagnostics);
        Tags = new(chart.Meta, "tags", "tag", "Tag", diagnostics);
        Delays = new(chart.Meta, "delays", "delay", "Milliseconds", diagnostics);

        // Actions and guards are methods of one interface, which also has methods for the delays.
        Actions = new(chart.Meta, "actions", "action", "Action", diagnostics, ReservedIn(chart));
        Guards = new(chart.Meta, "guards", "guard", "Guard", diagnostics, ReservedIn(chart));
        Tasks = new(chart.Meta, "tasks", "task", "Task", diagnostics);
        foreach (var state in chart.States)
            States.Add(state.Path, state.NameRange, state.DescriptionOrDefault);
        foreach (var state in chart.States)
            AddNames(state);
        AddTriggersOfMeta();
    }

    public NameTable States { get; }

    public NameTable Triggers { get; }

    public NameTable Tags { get; }

    public NameTable Delays { get; }

    public NameTable Actions { get; }

    public NameTable Guards { get; }

    public NameTable Tasks { get; }

    private IEnumerable<NameTable> All => [States, Triggers, Tags, Delays, Tasks, Actions, Guards];

    /// <summary>Reports clashes between the tables, and what the meta names and the statechart does not have.</summary>
    public void Check()
    {
        foreach (var guard in Guards.Entries)
        {
            if (Actions.Entries.Any(action => action.Name == guard.Name))
                Guards.ReportClash(guard.WireName, guard.Range, guard.Name, "an action");
        }

        CheckMeta();
    }

    private static string[] ReservedIn(Chart chart) => chart.States.Any(static state => state.Tasks.Count > 0)
        ? ["StartDelay", "CancelDelay", "StartTask", "CancelTask"]
        : ["StartDelay", "CancelDelay"];

    /// <summary>Adds the names in a state, in the order in which the emitted types have them.</summary>
    private void AddNames(ChartState state)
    {
        foreach (var handler in state.On)
            AddHandler(handler, Triggers);
        if (!state.EndsMachine)
        {
            foreach (var handler in _chart.Root.On)
                AddHandler(handler, Triggers);
        }

        AddActions(state.Entry.Concat(state.Exit));
        foreach (var handler in state.After)
            AddHandler(handler, Delays);
        AddTransitions(state.Always);
        AddTransitions(state.OnDone?.Candidates ?? []);
        foreach (var task in state.Tasks)
        {
            Tasks.Add(task.Name, task.NameRange, description: null);
            AddTransitions((task.OnDone?.Candidates ?? []).Concat(task.OnError?.Candidates ?? []));
        }

        foreach (var tag in state.Tags)
            Tags.Add(tag.Name, tag.Range, description: null);
    }

    private void AddHandler(ChartHandler handler, NameTable names)
    {
        var description = handler.Candidates.FirstOrDefault(static candidate => candidate.Description is not null)?.Description;
        if (!handler.IsWildcard)
            names.Add(handler.Name, handler.NameRange, names == Delays ? null : description);
        AddTransitions(handler.Candidates);
    }

    private void AddTransitions(IEnumerable<ChartTransition> transitions)
    {
        foreach (var transition in transitions)
        {
            if (transition.Guard is { } guard)
                Guards.Add(guard.Name, guard.Range, description: null);
            AddActions(transition.Actions);
        }
    }

    private void AddActions(IEnumerable<ChartName> actions)
    {
        foreach (var action in actions)
            Actions.Add(action.Name, action.Range, description: null);
    }

    /// <summary>A trigger that only a wildcard handles has its name in the meta.</summary>
    private void AddTriggersOfMeta()
    {
        if (!_chart.States.Any(ChartMoves.HasWildcard))
            return;

        foreach (var trigger in _chart.Meta?[Triggers.Section]?.Members ?? [])
            Triggers.Add(trigger.Name, trigger.NameRange, description: null);
    }

    /// <summary>Other tools can have keys of their own in the meta, so only a key that looks misspelled is reported.</summary>
    private void CheckMeta()
    {
        foreach (var table in All)
            table.CheckMeta();

        var sections = All.Select(static table => table.Section).ToList();
        foreach (var member in _chart.Meta?.Members ?? [])
        {
            if (!sections.Contains(member.Name) && Suggestion.Closest(member.Name, sections) is { } known)
                _diagnostics.Report(DiagnosticDescriptors.UnknownMeta, member.NameRange, "meta", member.Name, Suggestion.Of(known));
        }
    }
}
