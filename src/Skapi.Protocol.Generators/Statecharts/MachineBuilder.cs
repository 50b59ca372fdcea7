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
internal sealed class MachineBuilder(SchemaFile file, Chart chart, TypeImports imports, DiagnosticBag diagnostics)
{
    private readonly ChartNames _names = new(chart, diagnostics);
    private readonly PayloadReader _payloads = new(chart, imports, diagnostics);

    public MachineModel Build()
    {
        var name = NameScope.NameOf(chart.Id, chart.IdRange, explicitName: null, diagnostics);
        _names.Check();
        var delays = _names.Delays.Entries.Select(BuildDelay).ToEquatableArray();
        return new(
            file.Path,
            file.Namespace,
            name,
            new(chart.Description ?? $"The machine “{chart.Id}”."),
            _names.States[chart.Root.Leaf.Path],
            chart.States.Select(BuildState).ToEquatableArray(),
            Models(_names.Triggers, _payloads.OfTrigger),
            delays,
            Models(_names.Actions, _payloads.OfAction),
            Models(_names.Guards, _payloads.OfGuard),
            _names.Tags.Entries.Select(BuildTag).ToEquatableArray(),
            Models(_names.Tasks, _payloads.OfTask))
        {
            Place = new(chart.IdRange),
            IsInternal = file.IsInternal,
        };
    }

    /// <summary>The TypeScript type of what comes with the triggers.</summary>
    public static string PayloadsOf(string machine) => machine + "TriggerPayloads";

    /// <summary>The TypeScript type of the results of the tasks.</summary>
    public static string ResultsOf(string machine) => machine + "TaskResults";

    /// <summary>The names of the emitted types, and those of the declarations in TypeScript.</summary>
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
        if (machine.Triggers.Any(static trigger => trigger.Payload?.Type is not null))
            names.Add(PayloadsOf(name));
        if (machine.Tasks.Any(static task => task.Payload?.Type is not null))
            names.Add(ResultsOf(name));

        // The machine of Stateless, which is emitted in projects that reference that package.
        names.Add($"{machine.Name}StatelessMachine");
        names.Add($"{machine.Name}StatelessTrigger");
        return names.Select(name => new DeclaredName(machine.Namespace, name, machine.Path, range));
    }

    private StateModel BuildState(ChartState state)
    {
        var isLeaf = state.Children.Count == 0;
        var always = isLeaf ? ChartMoves.OfAlways(state) : [];
        var done = isLeaf ? ChartMoves.OfDone(state) : [];
        return new(
            state.Path,
            _names.States[state.Path],
            new(state.DescriptionOrDefault),
            state.EndsMachine,
            NamesOf(state.Entry, _names.Actions),
            NamesOf(state.Exit, _names.Actions),
            (isLeaf ? BuildTriggers(state) : []).ToEquatableArray(),
            (isLeaf ? BuildDelays(state) : []).ToEquatableArray(),
            BuildTransitions(state, always))
        {
            Place = new(state.NameRange),
            Runs = RunsOf(state).ToEquatableArray(),
            Completed = (isLeaf ? BuildTasks(state, static task => task.OnDone, _payloads.OfTask) : []).ToEquatableArray(),
            Failed = (isLeaf ? BuildTasks(state, static task => task.OnError, _payloads.OfError) : []).ToEquatableArray(),
            Done = BuildTransitions(state, done),
            Parent = state.Parent?.Parent is null ? null : _names.States[state.Parent.Path],
            Initial = isLeaf ? null : _names.States[state.Find(state.Initial)!.Path],
            IsEnd = state.IsFinal,
            Arrows = BuildArrows(state).ToEquatableArray(),
        };
    }

    private IEnumerable<HandlerModel> BuildTriggers(ChartState state)
    {
        var named = ChartMoves.TriggersOf(state).ToList();
        var others = ChartMoves.HasWildcard(state)
            ? _names.Triggers.Entries.Select(static trigger => trigger.WireName).Where(trigger => !named.Contains(trigger))
            : [];
        foreach (var trigger in named.Concat(others))
        {
            yield return new(_names.Triggers[trigger], BuildTransitions(state, ChartMoves.OfTrigger(state, trigger)))
            {
                IsWildcard = !named.Contains(trigger),
                Payload = _payloads.OfTrigger(trigger),
            };
        }
    }

    private IEnumerable<HandlerModel> BuildDelays(ChartState state) =>
        from owner in state.Line
        from delay in owner.After
        select new HandlerModel(_names.Delays[delay.Name], BuildTransitions(state, ChartMoves.OfOwner(state, owner, delay)));

    private IEnumerable<HandlerModel> BuildTasks(
        ChartState state, Func<ChartTask, ChartHandler?> handler, Func<string, PayloadModel?> payload) =>
        from owner in state.Line
        from task in owner.Tasks
        let candidates = ChartMoves.OfOwner(state, owner, handler(task))
        where candidates.Count > 0
        select new HandlerModel(_names.Tasks[task.Name], BuildTransitions(state, candidates)) { Payload = payload(task.Name) };

    private IEnumerable<RunModel> RunsOf(ChartState state) => state.After
        .Select(delay => new RunModel("Delay", _names.Delays[delay.Name]))
        .Concat(state.Tasks.Select(task => new RunModel("Task", _names.Tasks[task.Name])));

    private EquatableArray<TransitionModel> BuildTransitions(ChartState state, IEnumerable<ChartCandidate> candidates) =>
        candidates.Select(candidate => BuildTransition(state, candidate)).ToEquatableArray();

    private TransitionModel BuildTransition(ChartState state, ChartCandidate candidate)
    {
        var transition = candidate.Transition;
        var (exits, enters) = ChartMoves.Of(state, candidate);
        return new(
            transition.Target is null ? null : _names.States[transition.Target.Leaf.Path],
            enters.Count > 0,
            transition.Guard is null ? null : _names.Guards[transition.Guard.Name],
            NamesOf(transition.Actions, _names.Actions),
            transition.Description)
        {
            Exits = exits.Select(exit => _names.States[exit.Path]).ToEquatableArray(),
            Enters = enters.Select(enter => _names.States[enter.Path]).ToEquatableArray(),
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
        _names.States[(transition.Target ?? state).Path],
        transition.Guard is null ? null : _names.Guards[transition.Guard.Name],
        NamesOf(transition.Actions, _names.Actions));

    private TagModel BuildTag(NameTable.Entry tag)
    {
        var states = chart.States.Where(state => state.Line.Any(owner => owner.Tags.Any(own => own.Name == tag.WireName)));
        return new(
            new(tag.WireName, tag.Name, tag.Docs) { Place = new(tag.Range) },
            states.Select(state => _names.States[state.Path]).ToEquatableArray());
    }

    private static EquatableArray<string> NamesOf(IEnumerable<ChartName> names, NameTable table) =>
        names.Select(name => table[name.Name]).ToEquatableArray();

    private DelayModel BuildDelay(NameTable.Entry delay)
    {
        var milliseconds = DelayNames.IsMilliseconds(delay.WireName)
            ? delay.WireName
            : _names.Delays.MetaOf(delay.WireName)?["milliseconds"] is { Kind: JsonKind.Number } number ? number.Text : null;
        var isNumber = double.TryParse(milliseconds, NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
        if (!isNumber || value < 0 || value > int.MaxValue)
            diagnostics.Report(DiagnosticDescriptors.NoDuration, delay.Range, delay.WireName);
        return new(delay.WireName, delay.Name, delay.Docs, value) { Place = new(delay.Range) };
    }

    private EquatableArray<NamedModel> Models(NameTable table, Func<string, PayloadModel?> payload) => table.Entries.Select(
        entry => new NamedModel(entry.WireName, entry.Name, entry.Docs)
        {
            Place = new(entry.Range),
            Payload = payload(entry.WireName),
            PassesError = table == _names.Tasks && _payloads.OfError(entry.WireName) is not null,
        }).ToEquatableArray();
}
