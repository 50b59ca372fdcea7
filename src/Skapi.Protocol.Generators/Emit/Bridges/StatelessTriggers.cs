using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Statecharts;

namespace Skapi.Protocol.Generators.Emit.Bridges;

/// <summary>The triggers of a Stateless machine: those of the statechart, one for each delay, and one for “always”.</summary>
internal sealed class StatelessTriggers
{
    private readonly MachineModel _machine;
    private readonly Dictionary<string, string> _nameOfDelay = new(StringComparer.Ordinal);

    public StatelessTriggers(MachineModel machine)
    {
        _machine = machine;
        var taken = new HashSet<string>(machine.Triggers.Select(static trigger => trigger.Name), StringComparer.Ordinal);
        foreach (var delay in machine.Delays)
            _nameOfDelay.Add(delay.Name, MakeUnique("After" + delay.Name, taken));
        Always = MakeUnique("Always", taken);
        Done = MakeUnique("Done", taken);
    }

    /// <summary>The trigger of transitions that need none.</summary>
    public string Always { get; }

    /// <summary>The trigger of transitions that follow the entry of a final state.</summary>
    public string Done { get; }

    /// <summary>Whether some trigger has several transitions between the same two states.</summary>
    public bool HaveChoice => _machine.States.SelectMany(HandlersOf)
        .Any(static handler => Reachable(handler).Any(candidate => NeedsChoice(handler, candidate)));

    /// <summary>The name of the emitted enum.</summary>
    public static string EnumOf(MachineModel machine) => $"{machine.Name}StatelessTrigger";

    /// <summary>Everything that a state handles, by the names of the emitted enum.</summary>
    public IEnumerable<HandlerModel> HandlersOf(StateModel state)
    {
        foreach (var handler in state.On)
            yield return handler;
        foreach (var handler in state.After)
            yield return handler with { Name = _nameOfDelay[handler.Name] };
        if (state.Always.Count > 0)
            yield return new(Always, state.Always);
        if (state.Done.Count > 0)
            yield return new(Done, state.Done);
    }

    /// <summary>The transitions that leave a state.</summary>
    public IEnumerable<Departure> DeparturesOf(StateModel state) =>
        from handler in HandlersOf(state)
        from candidate in Reachable(handler)
        where candidate.Leaves
        select new Departure(state, handler, candidate);

    /// <summary>The candidates up to the first one without a guard.</summary>
    public static IEnumerable<TransitionModel> Reachable(HandlerModel handler)
    {
        foreach (var candidate in handler.Candidates)
        {
            yield return candidate;
            if (candidate.Guard is null)
                yield break;
        }
    }

    /// <summary>Whether another candidate of the same trigger leads to the same state.</summary>
    public static bool NeedsChoice(HandlerModel handler, TransitionModel transition) =>
        transition.Leaves && Reachable(handler).Count(candidate => candidate.Leaves && candidate.Target == transition.Target) > 1;

    /// <summary>The number of a candidate among those of its trigger.</summary>
    public static int ChoiceOf(HandlerModel handler, TransitionModel transition) =>
        handler.Candidates.ToList().FindIndex(candidate => ReferenceEquals(candidate, transition));

    public void WriteEnum(IndentedWriter writer)
    {
        writer.Line($"/// <summary>The triggers of <see cref=\"{StatelessEmitter.ClassOf(_machine)}\"/>.</summary>");
        writer.Open($"{writer.Access} enum {EnumOf(_machine)}");
        foreach (var trigger in _machine.Triggers)
            WriteValue(writer, trigger.Docs.Summary, trigger.Name);
        foreach (var delay in _machine.Delays)
            WriteValue(writer, $"The delay {delay.Name} has elapsed.", _nameOfDelay[delay.Name]);
        if (_machine.HasAlways)
            WriteValue(writer, "The machine looks for a transition that needs no trigger.", Always);
        if (_machine.HasDone)
            WriteValue(writer, "A final state within another state was entered.", Done);
        writer.Close();
    }

    /// <summary>Writes a method that maps the statechart's own triggers or delays to the enum.</summary>
    public void WriteTriggerOf(IndentedWriter writer, string type, string parameter, IEnumerable<string> names)
    {
        var target = writer.Names.Emitted(EnumOf(_machine));
        writer.Separate();
        writer.Open($"private static {target} TriggerOf({type} {parameter}) => {parameter} switch");
        foreach (var name in names)
            writer.Line($"{type}.{name} => {target}.{(parameter == "delay" ? _nameOfDelay[name] : name)},");
        writer.Line($"_ => ({target})(-1), // A value outside the enum, which no state handles.");
        writer.Close("};");
    }

    private static void WriteValue(IndentedWriter writer, string summary, string name)
    {
        writer.Separate();
        writer.WriteSummary(summary);
        writer.Line($"{name},");
    }

    private static string MakeUnique(string name, HashSet<string> taken)
    {
        while (!taken.Add(name))
            name += "_";
        return name;
    }
}

/// <summary>A transition that leaves a state.</summary>
internal sealed record Departure(StateModel State, HandlerModel Handler, TransitionModel Transition)
{
    /// <summary>The condition under which it is this one of several between the same states, in a case of a switch.</summary>
    public string When => StatelessTriggers.NeedsChoice(Handler, Transition)
        ? $" when _chosen == {StatelessTriggers.ChoiceOf(Handler, Transition)}"
        : "";
}
