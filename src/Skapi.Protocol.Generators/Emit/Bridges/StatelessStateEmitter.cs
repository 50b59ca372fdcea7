using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Emit.Machines;
using Skapi.Protocol.Generators.Statecharts;

namespace Skapi.Protocol.Generators.Emit.Bridges;

/// <summary>Emits the configuration of a state of a Stateless machine: its transitions, its exit and its entry.</summary>
internal sealed class StatelessStateEmitter(IndentedWriter writer, MachineModel machine, StatelessTriggers triggers)
{
    private static readonly string[] Prefixes = ["Configure", "Exit", "Enter"];

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
        var departures = DeparturesOf(state).ToList();
        var hasExit = !state.IsFinal && (state.Exit.Count > 0 || departures.Count > 0);
        writer.Separate();
        writer.Open($"private void {MethodOf(machine, "Configure", state)}({Package}.StateConfiguration state)");
        foreach (var handler in triggers.HandlersOf(state))
            WriteHandler(state, handler);
        if (hasExit)
            writer.Line($"state.OnExit({MethodOf(machine, "Exit", state)});");
        if (state.HasEntry())
            writer.Line($"state.OnEntry({MethodOf(machine, "Enter", state)});");
        writer.Close();
        if (hasExit)
            WriteExit(state, departures);
        if (state.HasEntry())
            WriteEntry(state);
    }

    private void WriteHandler(StateModel state, HandlerModel handler)
    {
        // The first candidate whose guard passes wins; Stateless allows at most one that passes.
        var earlier = new List<string>();
        foreach (var candidate in StatelessTriggers.Reachable(handler))
        {
            var guards = earlier.Select(static guard => $"!Actions.{guard}()").ToList();
            if (candidate.Guard is not null)
            {
                guards.Add($"Actions.{candidate.Guard}()");
                earlier.Add(candidate.Guard);
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
            var actions = transition.Actions.Count == 1
                ? $"Actions.{transition.Actions[0]}()"
                : $"{{{string.Concat(transition.Actions.Select(static action => $" Actions.{action}();"))} }}";
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
    private void WriteExit(StateModel state, List<(HandlerModel Handler, TransitionModel Transition)> departures)
    {
        writer.Separate();
        writer.Open($"private void {MethodOf(machine, "Exit", state)}({(departures.Count > 0 ? $"{Package}.Transition transition" : "")})");
        foreach (var action in state.Exit)
            writer.Line($"Actions.{action}();");
        if (departures.Count > 0)
            WriteDepartures(departures);
        writer.Close();
    }

    private void WriteDepartures(List<(HandlerModel Handler, TransitionModel Transition)> departures)
    {
        writer.Open("switch (transition.Trigger, transition.Destination)");
        foreach (var (handler, transition) in departures)
        {
            var isChoice = StatelessTriggers.NeedsChoice(handler, transition);
            var when = isChoice ? $" when _chosen == {StatelessTriggers.ChoiceOf(handler, transition)}" : "";
            writer.Line($"case ({_trigger}.{handler.Name}, {_state}.{transition.Target}){when}:");
            writer.Indent();
            foreach (var action in transition.Actions)
                writer.Line($"Actions.{action}();");
            writer.Line("break;");
            writer.Outdent();
        }

        writer.Close();
    }

    private void WriteEntry(StateModel state)
    {
        writer.Separate();
        writer.Open($"private void {MethodOf(machine, "Enter", state)}()");
        foreach (var action in state.IsFinal ? state.Entry.Concat(state.Exit) : state.Entry)
            writer.Line($"Actions.{action}();");
        writer.Close();
    }

    /// <summary>The transitions with actions that leave a state.</summary>
    private IEnumerable<(HandlerModel Handler, TransitionModel Transition)> DeparturesOf(StateModel state) =>
        from handler in triggers.HandlersOf(state)
        from candidate in StatelessTriggers.Reachable(handler)
        where candidate.Leaves && candidate.Actions.Count > 0
        select (handler, candidate);
}
