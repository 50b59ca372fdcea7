using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Emit.Machines;
using Skapi.Protocol.Generators.Statecharts;

namespace Skapi.Protocol.Generators.Emit.Bridges;

/// <summary>The triggers of a Stateless machine: those of the statechart, one for each delay, and one for “always”.</summary>
internal sealed class StatelessTriggers
{
    private readonly MachineModel _machine;
    private readonly Dictionary<string, string> _nameOfDelay = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _nameOfCompleted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _nameOfFailed = new(StringComparer.Ordinal);

    public StatelessTriggers(MachineModel machine)
    {
        _machine = machine;
        var taken = new HashSet<string>(machine.Triggers.Select(static trigger => trigger.Name), StringComparer.Ordinal);
        foreach (var delay in machine.Delays)
            _nameOfDelay.Add(delay.Name, MakeUnique("After" + delay.Name, taken));
        foreach (var task in machine.Tasks)
        {
            _nameOfCompleted.Add(task.Name, MakeUnique(task.Name + "Completed", taken));
            _nameOfFailed.Add(task.Name, MakeUnique(task.Name + "Failed", taken));
        }

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

    /// <summary>The name of a trigger or of the end of a task in the emitted enum.</summary>
    public string NameOf(PayloadInput input) => input.Handler switch
    {
        "Result" => _nameOfCompleted[input.Name],
        "Error" => _nameOfFailed[input.Name],
        _ => input.Name,
    };

    /// <summary>The field with the payload that the actions and guards of a handler receive, or an empty text.</summary>
    public static string PayloadOf(HandlerModel handler) => handler.Payload is null ? "" : "_payloadOf" + handler.Name;

    /// <summary>The name of the emitted enum.</summary>
    public static string EnumOf(MachineModel machine) => $"{machine.Name}StatelessTrigger";

    /// <summary>Everything that a state handles, by the names of the emitted enum.</summary>
    public IEnumerable<HandlerModel> HandlersOf(StateModel state)
    {
        foreach (var handler in state.On)
            yield return handler;
        foreach (var handler in state.After)
            yield return handler with { Name = _nameOfDelay[handler.Name] };
        foreach (var handler in state.Completed)
            yield return handler with { Name = _nameOfCompleted[handler.Name] };
        foreach (var handler in state.Failed)
            yield return handler with { Name = _nameOfFailed[handler.Name] };
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
        foreach (var task in _machine.Tasks)
        {
            WriteValue(writer, $"The task {task.Name} has completed.", _nameOfCompleted[task.Name]);
            WriteValue(writer, $"The task {task.Name} has failed.", _nameOfFailed[task.Name]);
        }

        if (_machine.HasAlways)
            WriteValue(writer, "The machine looks for a transition that needs no trigger.", Always);
        if (_machine.HasDone)
            WriteValue(writer, "A final state within another state was entered.", Done);
        writer.Close();
    }

    /// <summary>Writes a method that maps the statechart's own triggers to the enum.</summary>
    public void WriteTriggers(IndentedWriter writer, string type) =>
        WriteMap(writer, "TriggerOf", type, "trigger", _machine.Triggers.ToDictionary(static item => item.Name, static item => item.Name));

    /// <summary>Writes a method that maps the delays to the enum.</summary>
    public void WriteDelays(IndentedWriter writer, string type) => WriteMap(writer, "TriggerOf", type, "delay", _nameOfDelay);

    /// <summary>Writes a method that maps the tasks to the enum, for those that complete or for those that fail.</summary>
    public void WriteTasks(IndentedWriter writer, string type, bool isFailed) =>
        WriteMap(writer, isFailed ? "FailedOf" : "CompletedOf", type, "task", isFailed ? _nameOfFailed : _nameOfCompleted);

    private void WriteMap(IndentedWriter writer, string method, string type, string parameter, Dictionary<string, string> names)
    {
        var target = writer.Names.Emitted(EnumOf(_machine));
        writer.Separate();
        writer.Open($"private static {target} {method}({type} {parameter}) => {parameter} switch");
        foreach (var name in names)
            writer.Line($"{type}.{name.Key} => {target}.{name.Value},");
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
