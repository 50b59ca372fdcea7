using System.Globalization;
using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Input;
using Skapi.Protocol.Generators.Json;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Statecharts;

/// <summary>
/// Builds the machine to emit from a statechart: names everything, and gives each state the transitions of those that it is within.
/// </summary>
internal sealed class MachineBuilder(SchemaFile file, Chart chart, DiagnosticBag diagnostics)
{
    private readonly NameTable _states = new(chart.Meta, "states", "state", "State", diagnostics);
    private readonly NameTable _triggers = new(chart.Meta, "triggers", "trigger", "Trigger", diagnostics);
    private readonly NameTable _tags = new(chart.Meta, "tags", "tag", "Tag", diagnostics);
    private readonly NameTable _delays = new(chart.Meta, "delays", "delay", "Milliseconds", diagnostics);

    // Actions and guards are methods of one interface, which also has methods for the delays.
    private readonly NameTable _actions = new(chart.Meta, "actions", "action", "Action", diagnostics, ReservedIn(chart));
    private readonly NameTable _guards = new(chart.Meta, "guards", "guard", "Guard", diagnostics, ReservedIn(chart));
    private readonly NameTable _tasks = new(chart.Meta, "tasks", "task", "Task", diagnostics);

    private static string[] ReservedIn(Chart chart) => chart.States.Any(static state => state.Tasks.Count > 0)
        ? ["StartDelay", "CancelDelay", "StartTask", "CancelTask"]
        : ["StartDelay", "CancelDelay"];

    public MachineModel Build()
    {
        var name = NameScope.NameOf(chart.Id, chart.IdRange, explicitName: null, diagnostics);
        foreach (var state in chart.States)
            _states.Add(state.Path, state.NameRange, DescriptionOf(state));
        foreach (var state in chart.States)
            AddNames(state);
        AddTriggersOfMeta();

        var states = chart.States.Select(BuildState).ToEquatableArray();
        var delays = _delays.Entries.Select(BuildDelay).ToEquatableArray();
        CheckActionsAgainstGuards();
        CheckMeta();
        return new(
            file.Path,
            file.Namespace,
            name,
            new(chart.Description ?? $"The machine “{chart.Id}”."),
            _states[chart.Root.Leaf.Path],
            states,
            Models(_triggers),
            delays,
            Models(_actions),
            Models(_guards),
            _tags.Entries.Select(BuildTag).ToEquatableArray(),
            Models(_tasks))
        {
            Place = new(chart.IdRange),
            IsInternal = file.IsInternal,
        };
    }

    /// <summary>The names of the emitted types.</summary>
    public static IEnumerable<DeclaredName> DeclaredNamesOf(MachineModel machine, TextRange range)
    {
        var name = machine.Name;
        var names = new List<string> { $"{name}State", $"{name}Trigger", $"I{name}Actions", $"{name}Machine" };
        if (machine.Delays.Count > 0)
            names.AddRange([$"{machine.Name}Delay", $"{machine.Name}Durations"]);
        if (machine.Tags.Count > 0)
            names.Add($"{name}Tag");
        if (machine.Tasks.Count > 0)
            names.Add($"{name}Task");

        // The machine of Stateless, which is emitted in projects that reference that package.
        names.Add($"{machine.Name}StatelessMachine");
        names.Add($"{machine.Name}StatelessTrigger");
        return names.Select(name => new DeclaredName(machine.Namespace, name, machine.Path, range));
    }

    /// <summary>Adds the names in a state, in the order in which the emitted types have them.</summary>
    private void AddNames(ChartState state)
    {
        foreach (var handler in state.On)
            AddHandler(handler, _triggers);
        if (!state.EndsMachine)
        {
            foreach (var handler in chart.Root.On)
                AddHandler(handler, _triggers);
        }

        AddActions(state.Entry.Concat(state.Exit));
        foreach (var handler in state.After)
            AddHandler(handler, _delays);
        AddTransitions(state.Always);
        AddTransitions(state.OnDone?.Candidates ?? []);
        foreach (var task in state.Tasks)
        {
            _tasks.Add(task.Name, task.NameRange, description: null);
            AddTransitions((task.OnDone?.Candidates ?? []).Concat(task.OnError?.Candidates ?? []));
        }

        foreach (var tag in state.Tags)
            _tags.Add(tag.Name, tag.Range, description: null);
    }

    private void AddHandler(ChartHandler handler, NameTable names)
    {
        var description = handler.Candidates.FirstOrDefault(static candidate => candidate.Description is not null)?.Description;
        if (!handler.IsWildcard)
            names.Add(handler.Name, handler.NameRange, names == _delays ? null : description);
        AddTransitions(handler.Candidates);
    }

    private void AddTransitions(IEnumerable<ChartTransition> transitions)
    {
        foreach (var transition in transitions)
        {
            if (transition.Guard is { } guard)
                _guards.Add(guard.Name, guard.Range, description: null);
            AddActions(transition.Actions);
        }
    }

    private void AddActions(IEnumerable<ChartName> actions)
    {
        foreach (var action in actions)
            _actions.Add(action.Name, action.Range, description: null);
    }

    /// <summary>A trigger that only a wildcard handles has its name in the meta.</summary>
    private void AddTriggersOfMeta()
    {
        if (!chart.States.Any(ChartMoves.HasWildcard))
            return;

        foreach (var trigger in chart.Meta?[_triggers.Section]?.Members ?? [])
            _triggers.Add(trigger.Name, trigger.NameRange, description: null);
    }

    private StateModel BuildState(ChartState state)
    {
        var isLeaf = state.Children.Count == 0;
        var always = isLeaf ? ChartMoves.OfAlways(state) : [];
        var done = isLeaf ? ChartMoves.OfDone(state) : [];
        return new(
            state.Path,
            _states[state.Path],
            new(DescriptionOf(state)),
            state.EndsMachine,
            NamesOf(state.Entry, _actions),
            NamesOf(state.Exit, _actions),
            (isLeaf ? BuildTriggers(state) : []).ToEquatableArray(),
            (isLeaf ? BuildDelays(state) : []).ToEquatableArray(),
            BuildTransitions(state, always))
        {
            Place = new(state.NameRange),
            Runs = RunsOf(state).ToEquatableArray(),
            Completed = (isLeaf ? BuildTasks(state, static task => task.OnDone) : []).ToEquatableArray(),
            Failed = (isLeaf ? BuildTasks(state, static task => task.OnError) : []).ToEquatableArray(),
            Done = BuildTransitions(state, done),
            Parent = state.Parent?.Parent is null ? null : _states[state.Parent.Path],
            Initial = isLeaf ? null : _states[state.Find(state.Initial)!.Path],
            IsEnd = state.IsFinal,
            Arrows = BuildArrows(state).ToEquatableArray(),
        };
    }

    private static string DescriptionOf(ChartState state) => state.Description
        ?? $"The state “{state.Path}”{(state.Children.Count > 0 ? ", which is always one of the states within it" : "")}.";

    private IEnumerable<HandlerModel> BuildTriggers(ChartState state)
    {
        var named = ChartMoves.TriggersOf(state).ToList();
        foreach (var trigger in named)
            yield return new(_triggers[trigger], BuildTransitions(state, ChartMoves.OfTrigger(state, trigger)));
        if (!ChartMoves.HasWildcard(state))
            yield break;

        foreach (var trigger in _triggers.Entries.Where(trigger => !named.Contains(trigger.WireName)))
        {
            var candidates = BuildTransitions(state, ChartMoves.OfTrigger(state, trigger.WireName));
            yield return new(trigger.Name, candidates) { IsWildcard = true };
        }
    }

    private IEnumerable<HandlerModel> BuildDelays(ChartState state) =>
        from owner in state.Line
        from delay in owner.After
        select new HandlerModel(_delays[delay.Name], BuildTransitions(state, ChartMoves.OfOwner(state, owner, delay)));

    private IEnumerable<HandlerModel> BuildTasks(ChartState state, Func<ChartTask, ChartHandler?> handler) =>
        from owner in state.Line
        from task in owner.Tasks
        let candidates = ChartMoves.OfOwner(state, owner, handler(task))
        where candidates.Count > 0
        select new HandlerModel(_tasks[task.Name], BuildTransitions(state, candidates));

    private IEnumerable<RunModel> RunsOf(ChartState state) => state.After
        .Select(delay => new RunModel("Delay", _delays[delay.Name]))
        .Concat(state.Tasks.Select(task => new RunModel("Task", _tasks[task.Name])));

    private EquatableArray<TransitionModel> BuildTransitions(ChartState state, IEnumerable<ChartCandidate> candidates) =>
        candidates.Select(candidate => BuildTransition(state, candidate)).ToEquatableArray();

    private TransitionModel BuildTransition(ChartState state, ChartCandidate candidate)
    {
        var transition = candidate.Transition;
        var (exits, enters) = ChartMoves.Of(state, candidate);
        return new(
            transition.Target is null ? null : _states[transition.Target.Leaf.Path],
            enters.Count > 0,
            transition.Guard is null ? null : _guards[transition.Guard.Name],
            NamesOf(transition.Actions, _actions),
            transition.Description)
        {
            Exits = exits.Select(exit => _states[exit.Path]).ToEquatableArray(),
            Enters = enters.Select(enter => _states[enter.Path]).ToEquatableArray(),
        };
    }

    /// <summary>The transitions that a diagram shows at a state: its own, and at the outer states those of the chart too.</summary>
    private IEnumerable<ArrowModel> BuildArrows(ChartState state)
    {
        ChartState[] shown = state.Parent?.Parent is not null || state.EndsMachine ? [state] : [state, chart.Root];
        foreach (var trigger in shown.SelectMany(static owner => owner.On).Select(static handler => handler.Name).Distinct())
        {
            foreach (var candidate in ChartMoves.OfTrigger(shown, trigger))
                yield return BuildArrow(trigger, state, candidate.Transition);
        }

        foreach (var delay in state.After)
        {
            foreach (var transition in delay.Candidates)
                yield return BuildArrow("after " + delay.Name, state, transition);
        }

        foreach (var transition in state.Always)
            yield return BuildArrow("always", state, transition);
        foreach (var transition in state.OnDone?.Candidates ?? [])
            yield return BuildArrow("done", state, transition);
        foreach (var task in state.Tasks)
        {
            foreach (var transition in task.OnDone?.Candidates ?? [])
                yield return BuildArrow("done " + task.Name, state, transition);
            foreach (var transition in task.OnError?.Candidates ?? [])
                yield return BuildArrow("error " + task.Name, state, transition);
        }
    }

    private ArrowModel BuildArrow(string cause, ChartState state, ChartTransition transition) => new(
        cause,
        _states[(transition.Target ?? state).Path],
        transition.Guard is null ? null : _guards[transition.Guard.Name],
        NamesOf(transition.Actions, _actions));

    private TagModel BuildTag(NameTable.Entry tag)
    {
        var states = chart.States.Where(state => state.Line.Any(owner => owner.Tags.Any(own => own.Name == tag.WireName)));
        return new(
            new(tag.WireName, tag.Name, tag.Docs) { Place = new(tag.Range) },
            states.Select(state => _states[state.Path]).ToEquatableArray());
    }

    private static EquatableArray<string> NamesOf(IEnumerable<ChartName> names, NameTable table) =>
        names.Select(name => table[name.Name]).ToEquatableArray();

    private DelayModel BuildDelay(NameTable.Entry delay)
    {
        var milliseconds = DelayNames.IsMilliseconds(delay.WireName)
            ? delay.WireName
            : _delays.MetaOf(delay.WireName)?["milliseconds"] is { Kind: JsonKind.Number } number ? number.Text : null;
        var isNumber = double.TryParse(milliseconds, NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
        if (!isNumber || value < 0 || value > int.MaxValue)
            diagnostics.Report(DiagnosticDescriptors.NoDuration, delay.Range, delay.WireName);
        return new(delay.WireName, delay.Name, delay.Docs, value) { Place = new(delay.Range) };
    }

    private void CheckActionsAgainstGuards()
    {
        foreach (var guard in _guards.Entries)
        {
            if (_actions.Entries.Any(action => action.Name == guard.Name))
                _guards.ReportClash(guard.WireName, guard.Range, guard.Name, "an action");
        }
    }

    /// <summary>Other tools can have keys of their own in the meta, so only a key that looks misspelled is reported.</summary>
    private void CheckMeta()
    {
        NameTable[] tables = [_states, _triggers, _tags, _delays, _tasks, _actions, _guards];
        foreach (var table in tables)
            table.CheckMeta();

        var sections = tables.Select(static table => table.Section).ToList();
        foreach (var member in chart.Meta?.Members ?? [])
        {
            if (!sections.Contains(member.Name) && Suggestion.Closest(member.Name, sections) is { } known)
                diagnostics.Report(DiagnosticDescriptors.UnknownMeta, member.NameRange, "meta", member.Name, Suggestion.Of(known));
        }
    }

    private static EquatableArray<NamedModel> Models(NameTable table) =>
        table.Entries.Select(
            static entry => new NamedModel(entry.WireName, entry.Name, entry.Docs) { Place = new(entry.Range) }).ToEquatableArray();
}
