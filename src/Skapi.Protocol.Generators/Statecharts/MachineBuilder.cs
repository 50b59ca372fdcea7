using System.Globalization;
using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Input;
using Skapi.Protocol.Generators.Json;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Statecharts;

/// <summary>
/// Builds the machine to emit from a statechart: names everything, and adds the transitions of the root to those of the states.
/// </summary>
internal sealed class MachineBuilder(SchemaFile file, Chart chart, DiagnosticBag diagnostics)
{
    private readonly NameTable _states = new(chart.Meta, "states", "state", "State", diagnostics);
    private readonly NameTable _triggers = new(chart.Meta, "triggers", "trigger", "Trigger", diagnostics);
    private readonly NameTable _delays = new(chart.Meta, "delays", "delay", "Milliseconds", diagnostics);

    // Actions and guards are methods of one interface, which also has methods for the delays.
    private readonly NameTable _actions = new(chart.Meta, "actions", "action", "Action", diagnostics, "StartDelay", "CancelDelay");
    private readonly NameTable _guards = new(chart.Meta, "guards", "guard", "Guard", diagnostics, "StartDelay", "CancelDelay");

    public MachineModel Build()
    {
        var name = NameScope.NameOf(chart.Id, chart.IdRange, explicitName: null, diagnostics);
        foreach (var state in chart.States)
            _states.Add(state.Name, state.NameRange, state.Description);

        var states = chart.States.Select(BuildState).ToEquatableArray();
        var delays = _delays.Entries.Select(BuildDelay).ToEquatableArray();
        CheckActionsAgainstGuards();
        CheckMeta();
        return new(
            file.Path,
            file.Namespace,
            name,
            new(chart.Description ?? $"The machine “{chart.Id}”."),
            _states[chart.Initial],
            states,
            Models(_triggers),
            delays,
            Models(_actions),
            Models(_guards))
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

        // The machine of Stateless, which is emitted in projects that reference that package.
        names.Add($"{machine.Name}StatelessMachine");
        names.Add($"{machine.Name}StatelessTrigger");
        return names.Select(name => new DeclaredName(machine.Namespace, name, machine.Path, range));
    }

    private StateModel BuildState(ChartState state)
    {
        var handlers = state.On.Select(handler => BuildHandler(state, handler, _triggers)).ToList();
        if (!state.IsFinal)
            AddRootHandlers(handlers, state);

        return new(
            state.Name,
            _states[state.Name],
            new(state.Description ?? $"The state “{state.Name}”."),
            state.IsFinal,
            state.Entry.Select(NameAction).ToEquatableArray(),
            state.Exit.Select(NameAction).ToEquatableArray(),
            handlers.ToEquatableArray(),
            state.After.Select(handler => BuildHandler(state, handler, _delays)).ToEquatableArray(),
            state.Always.Select(transition => BuildTransition(state, transition, isRoot: false)).ToEquatableArray())
        {
            Place = new(state.NameRange),
        };
    }

    private HandlerModel BuildHandler(ChartState state, ChartHandler handler, NameTable names)
    {
        var description = handler.Candidates.FirstOrDefault(static candidate => candidate.Description is not null)?.Description;
        return new(
            names.Add(handler.Name, handler.NameRange, names == _delays ? null : description),
            handler.Candidates.Select(candidate => BuildTransition(state, candidate, isRoot: false)).ToEquatableArray());
    }

    private void AddRootHandlers(List<HandlerModel> handlers, ChartState state)
    {
        foreach (var handler in chart.On)
        {
            var trigger = _triggers.Add(handler.Name, handler.NameRange, handler.Candidates[0].Description);
            var candidates = handler.Candidates.Select(candidate => BuildTransition(state, candidate, isRoot: true));
            var index = handlers.FindIndex(own => own.Name == trigger);
            if (index < 0)
                handlers.Add(new(trigger, candidates.ToEquatableArray()));
            else if (handlers[index].Candidates.All(static candidate => candidate.Guard is not null))
                handlers[index] = handlers[index] with { Candidates = handlers[index].Candidates.Concat(candidates).ToEquatableArray() };
        }
    }

    private TransitionModel BuildTransition(ChartState state, ChartTransition transition, bool isRoot)
    {
        // As in XState, a transition to the state itself is internal without “reenter”, and a transition of the root leaves the state.
        var leaves = transition.Target is not null && (isRoot || transition.Reenters || transition.Target != state.Name);
        return new(
            transition.Target is null ? null : _states[transition.Target],
            leaves,
            transition.Guard is null ? null : _guards.Add(transition.Guard.Name, transition.Guard.Range, description: null),
            transition.Actions.Select(NameAction).ToEquatableArray(),
            transition.Description);
    }

    private string NameAction(ChartName action) => _actions.Add(action.Name, action.Range, description: null);

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
        NameTable[] tables = [_states, _triggers, _delays, _actions, _guards];
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
