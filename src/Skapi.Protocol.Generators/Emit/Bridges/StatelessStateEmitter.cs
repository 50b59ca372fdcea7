using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Emit.Machines;
using Skapi.Protocol.Generators.Statecharts;

namespace Skapi.Protocol.Generators.Emit.Bridges;

/// <summary>Emits the configuration of a state of a Stateless machine: its transitions, its exit and its entry.</summary>
internal sealed class StatelessStateEmitter(IndentedWriter writer, MachineModel machine, StatelessTriggers triggers)
{
    private static readonly string[] Prefixes = ["Configure", "Exit", "Arrive", "Enter"];

    private readonly string _state = writer.Names.Emitted(machine.Name + "State");
    private readonly string _trigger = writer.Names.Emitted(StatelessTriggers.EnumOf(machine));

    private string Package => $"global::Stateless.StateMachine<{_state}, {_trigger}>";

    /// <summary>The methods of a state.</summary>
    public static IEnumerable<string> MethodsOf(MachineModel machine, StateModel state) =>
        Prefixes.Select(prefix => MethodOf(machine, prefix, state));

    /// <summary>A method of a state.</summary>
    public static string MethodOf(MachineModel machine, string prefix, StateModel state) =>
        MachineMethods.Of(StatelessEmitter.ClassOf(machine), prefix, state);

    public void Write(StateModel state)
    {
        if (state.IsCompound)
        {
            WriteCompound(state);
            return;
        }

        var departures = triggers.DeparturesOf(state)
            .Where(departure => departure.Transition.Actions.Count > 0 || OuterOf(departure.Transition.Exits).Any(HasExit)).ToList();
        var arrivals = machine.States.SelectMany(triggers.DeparturesOf)
            .Where(arrival => arrival.Transition.Target == state.Name && OuterOf(arrival.Transition.Enters.Reverse()).Any(HasEntry))
            .ToList();
        var hasExit = !state.IsFinal && (state.Exit.Count > 0 || departures.Count > 0);
        writer.Separate();
        writer.Open($"private void {MethodOf(machine, "Configure", state)}({Package}.StateConfiguration state)");
        if (state.Parent is not null)
            writer.Line($"state.SubstateOf({_state}.{state.Parent});");
        foreach (var handler in triggers.HandlersOf(state))
            WriteHandler(state, handler);
        if (hasExit)
            writer.Line($"state.OnExit({MethodOf(machine, "Exit", state)});");
        if (state.Done.Count > 0)
            writer.Line("state.OnEntry(() => _isDone = true);");
        if (arrivals.Count > 0)
            writer.Line($"state.OnEntry({MethodOf(machine, "Arrive", state)});");
        if (state.HasEntry())
            writer.Line($"state.OnEntry({MethodOf(machine, "Enter", state)});");
        writer.Close();
        if (hasExit)
            WriteExit(state, departures);
        if (arrivals.Count > 0)
            WriteArrival(state, arrivals);
        if (state.HasEntry())
            WriteEntry(state);
    }

    /// <summary>
    /// The transitions and actions of a compound state are with the states within it, because the order of XState depends on the transition
    /// and that of Stateless does not. The structure is for graphs and for the questions that Stateless answers.
    /// </summary>
    private void WriteCompound(StateModel state)
    {
        writer.Separate();
        writer.Open($"private void {MethodOf(machine, "Configure", state)}({Package}.StateConfiguration state)");
        if (state.Parent is not null)
            writer.Line($"state.SubstateOf({_state}.{state.Parent});");
        writer.Line($"state.InitialTransition({_state}.{state.Initial});");
        writer.Close();
    }

    private void WriteHandler(StateModel state, HandlerModel handler)
    {
        // The first candidate whose guard passes wins; Stateless allows at most one that passes.
        var earlier = new List<string>();
        foreach (var candidate in StatelessTriggers.Reachable(handler))
        {
            var guards = earlier.Select(static guard => $"!{guard}").ToList();
            if (candidate.Guard is not null)
            {
                var guard = $"Actions.{machine.CallOf(candidate.Guard, StatelessTriggers.PayloadOf(handler))}";
                guards.Add(guard);
                earlier.Add(guard);
            }

            WriteTransition(state, handler, candidate, string.Join(" && ", guards));
        }
    }

    private void WriteTransition(StateModel state, HandlerModel handler, TransitionModel transition, string guard)
    {
        var trigger = $"{_trigger}.{handler.Name}";
        var isGuarded = guard.Length > 0;
        if (!transition.Leaves)
        {
            var calls = CallsOf(transition.Actions, StatelessTriggers.PayloadOf(handler)).ToList();
            var actions = calls.Count == 1 ? calls[0] : $"{{{string.Concat(calls.Select(static call => $" {call};"))} }}";
            writer.Line(isGuarded
                ? $"state.InternalTransitionIf({trigger}, _ => {guard}, () => {actions});"
                : $"state.InternalTransition({trigger}, () => {actions});");
            return;
        }

        var target = $"{_state}.{transition.Target}";
        if (StatelessTriggers.NeedsChoice(handler, transition))
            WriteChoice(trigger, target, StatelessTriggers.ChoiceOf(handler, transition), guard);
        else if (transition.Target == state.Name)
            writer.Line(isGuarded ? $"state.PermitReentryIf({trigger}, () => {guard});" : $"state.PermitReentry({trigger});");
        else
            writer.Line(isGuarded ? $"state.PermitIf({trigger}, {target}, () => {guard});" : $"state.Permit({trigger}, {target});");
    }

    /// <summary>Stateless evaluates a dynamic destination only when it takes the transition, but a guard at any time.</summary>
    private void WriteChoice(string trigger, string target, int choice, string guard)
    {
        writer.Line("state.PermitDynamicIf(");
        writer.Indent();
        writer.Line(
            $"{trigger}, () => Choose({choice}, {target}), () => {guard}, possibleDestinationStates: new() {{ {{ {target}, \"\" }} }});");
        writer.Outdent();
    }

    /// <summary>
    /// Stateless has no actions of a transition. They run at the end of the exit, before the state changes, so that the state and its
    /// delays are untouched if one of them throws.
    /// </summary>
    private void WriteExit(StateModel state, List<Departure> departures)
    {
        writer.Separate();
        writer.Open($"private void {MethodOf(machine, "Exit", state)}({(departures.Count > 0 ? $"{Package}.Transition transition" : "")})");
        WriteActions(state.Exit);
        if (departures.Count > 0)
        {
            writer.Open("switch (transition.Trigger, transition.Destination)");
            foreach (var departure in departures)
            {
                var exits = OuterOf(departure.Transition.Exits).SelectMany(static outer => outer.Exit);
                WriteCase($"({_trigger}.{departure.Handler.Name}, {_state}.{departure.Transition.Target})", departure, exits.Concat(
                    departure.Transition.Actions));
            }

            writer.Close();
        }

        writer.Close();
    }

    /// <summary>The entry actions of the states around a state, which depend on the transition.</summary>
    private void WriteArrival(StateModel state, List<Departure> arrivals)
    {
        writer.Separate();
        writer.Open($"private void {MethodOf(machine, "Arrive", state)}({Package}.Transition transition)");
        writer.Open("switch (transition.Source, transition.Trigger)");
        foreach (var arrival in arrivals)
        {
            var entries = OuterOf(arrival.Transition.Enters.Reverse()).Reverse().SelectMany(static outer => outer.Entry);
            WriteCase($"({_state}.{arrival.State.Name}, {_trigger}.{arrival.Handler.Name})", arrival, entries);
        }

        writer.Close();
        writer.Close();
    }

    private void WriteCase(string pattern, Departure departure, IEnumerable<string> actions)
    {
        writer.Line($"case {pattern}{departure.When}:");
        writer.Indent();
        WriteActions(actions, StatelessTriggers.PayloadOf(departure.Handler));
        writer.Line("break;");
        writer.Outdent();
    }

    private void WriteActions(IEnumerable<string> actions, string payload = "")
    {
        foreach (var call in CallsOf(actions, payload))
            writer.Line($"{call};");
    }

    private IEnumerable<string> CallsOf(IEnumerable<string> actions, string payload) =>
        actions.Select(action => $"Actions.{machine.CallOf(action, payload)}");

    private void WriteEntry(StateModel state)
    {
        writer.Separate();
        writer.Open($"private void {MethodOf(machine, "Enter", state)}()");
        WriteActions(state.IsFinal ? state.Entry.Concat(state.Exit) : state.Entry);
        writer.Close();
    }

    /// <summary>The states around the innermost of those that a transition exits or enters, the inner ones first.</summary>
    private IEnumerable<StateModel> OuterOf(IEnumerable<string> inner) => inner.Skip(1).Select(machine.Find);

    private static bool HasExit(StateModel state) => state.HasExit();

    private static bool HasEntry(StateModel state) => state.HasEntry();
}
