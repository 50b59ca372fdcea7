using Skapi.Protocol.Generators.Statecharts;

namespace Skapi.Protocol.Generators.Emit.Bridges;

/// <summary>Emits a machine as one of the package Stateless: the same states, triggers, guards and actions in the same order.</summary>
internal sealed class StatelessEmitter(IndentedWriter writer, MachineModel machine)
{
    private readonly string _state = writer.Names.Emitted(machine.Name + "State");
    private readonly string _trigger = writer.Names.Emitted(machine.Name + "Trigger");
    private readonly string _delay = writer.Names.Emitted(machine.Name + "Delay");
    private readonly string _machine = writer.Names.Emitted(machine.Name + "Machine");
    private readonly string _actions = $"I{machine.Name}Actions";

    private string Package => $"global::Stateless.StateMachine<{_state}, {_trigger}>";

    /// <summary>The name of the class that it emits.</summary>
    public static string ClassOf(MachineModel machine) => $"{machine.Name}StatelessMachine";

    /// <summary>The names of the methods of the class.</summary>
    public static IEnumerable<string> MethodsOf(MachineModel machine) => machine.States.Select(state => MethodOf(machine, state));

    public void Write()
    {
        writer.Line($"/// <summary>The transitions of <see cref=\"{machine.Name}Machine\"/> as a state machine of the package Stateless.</summary>");
        writer.Line("/// <remarks>");
        writer.Line("/// Stateless may ask a guard more than once, so a guard must not change anything. It knows no delays: they elapse by <c>Elapse</c>.");
        writer.Line("/// </remarks>");
        writer.Open($"public sealed class {ClassOf(machine)}");
        writer.Line($"private {_actions} _actions;");
        writer.Line($"private {_state} _state;");
        if (HasChoice)
            writer.Line("private int _chosen;");
        WriteConstructor();
        writer.Separate();
        writer.Line("/// <summary>The machine. It throws where it is fired a trigger that its state does not take.</summary>");
        writer.Line($"public {Package} Machine {{ get; }}");
        WriteElapse();
        foreach (var state in machine.States)
            WriteState(state);
        if (HasChoice)
            WriteChoose();
        writer.Close();
    }

    private static string MethodOf(MachineModel machine, StateModel state) => MachineMethods.Of(ClassOf(machine), "Configure", state);

    private bool HasChoice => machine.States.SelectMany(static state => state.On)
        .Any(static handler => Reachable(handler).Any(candidate => NeedsChoice(handler, candidate)));

    private void WriteConstructor()
    {
        writer.Separate();
        writer.Line("/// <summary>Enters the initial state, and configures the machine.</summary>");
        writer.Line("/// <param name=\"actions\">What is done and asked on the way.</param>");
        writer.Open($"public {ClassOf(machine)}({_actions} actions)");
        writer.Line($"{writer.Names["ArgumentNullException"]}.ThrowIfNull(actions);");
        writer.Line("_actions = actions;");
        writer.Line($"_state = {_machine}.Start(ref _actions);");
        writer.Line("Machine = new(() => _state, state => _state = state);");
        foreach (var state in machine.States)
            writer.Line($"{MethodOf(machine, state)}(Machine.Configure({_state}.{state.Name}));");
        writer.Close();
    }

    private void WriteElapse()
    {
        if (machine.Delays.Count == 0)
            return;

        writer.Separate();
        writer.Line("/// <summary>Says that a delay has elapsed.</summary>");
        writer.Line("/// <returns>Whether the state waited for it, and a guard passes.</returns>");
        writer.Line($"public bool Elapse({_delay} delay) => {_machine}.TryElapse(ref _state, delay, ref _actions);");
    }

    private void WriteState(StateModel state)
    {
        writer.Separate();
        writer.Open($"private void {MethodOf(machine, state)}({Package}.StateConfiguration state)");
        foreach (var handler in state.On)
            WriteHandler(state, handler);
        WriteEntry(state);
        WriteExit(state);
        writer.Close();
    }

    private void WriteHandler(StateModel state, HandlerModel handler)
    {
        // The first candidate whose guard passes wins; Stateless wants at most one that passes.
        var earlier = new List<string>();
        foreach (var candidate in handler.Candidates)
        {
            var guards = earlier.Select(static guard => $"!_actions.{guard}()").ToList();
            if (candidate.Guard is not null)
                guards.Add($"_actions.{candidate.Guard}()");

            var guard = string.Join(" && ", guards);
            if (NeedsChoice(handler, candidate))
                WriteChoice(handler, candidate, guard);
            else
                WriteTransition(state, handler.Name, candidate, guard);
            if (candidate.Guard is null)
                return;
            earlier.Add(candidate.Guard);
        }
    }

    private void WriteTransition(StateModel state, string trigger, TransitionModel transition, string guard)
    {
        var name = $"{_trigger}.{trigger}";
        if (!transition.Leaves)
        {
            var actions = string.Concat(transition.Actions.Select(static action => $" _actions.{action}();"));
            writer.Line(guard.Length == 0
                ? $"state.InternalTransition({name}, () => {{{actions} }});"
                : $"state.InternalTransitionIf({name}, _ => {guard}, () => {{{actions} }});");
        }
        else if (transition.Target == state.Name)
        {
            writer.Line(guard.Length == 0 ? $"state.PermitReentry({name});" : $"state.PermitReentryIf({name}, () => {guard});");
        }
        else
        {
            var target = $"{_state}.{transition.Target}";
            writer.Line(guard.Length == 0 ? $"state.Permit({name}, {target});" : $"state.PermitIf({name}, {target}, () => {guard});");
        }
    }

    /// <summary>Stateless asks for a dynamic destination when it takes the transition, and only then; a guard it may ask at any time.</summary>
    private void WriteChoice(HandlerModel handler, TransitionModel transition, string guard)
    {
        var target = $"{_state}.{transition.Target}";
        writer.Line($"state.PermitDynamicIf({_trigger}.{handler.Name}, () => Choose({ChoiceOf(handler, transition)}, {target}), () => {guard}, possibleDestinationStates: new() {{ {{ {target}, \"\" }} }});");
    }

    /// <summary>Stateless has no actions of a transition: they go before those of the entry, by where the machine came from.</summary>
    private void WriteEntry(StateModel state)
    {
        var arrivals = Arrivals(state).ToList();
        if (arrivals.Count == 0 && !state.HasEntry())
            return;

        writer.Open("state.OnEntry(transition =>");
        if (arrivals.Count > 0)
        {
            writer.Open("switch (transition.Source, transition.Trigger)");
            foreach (var (source, handler, candidate) in arrivals)
            {
                var when = NeedsChoice(handler, candidate) ? $" when _chosen == {ChoiceOf(handler, candidate)}" : "";
                writer.Line($"case ({_state}.{source.Name}, {_trigger}.{handler.Name}){when}:");
                writer.Indent();
                foreach (var action in candidate.Actions)
                    writer.Line($"_actions.{action}();");
                writer.Line("break;");
                writer.Outdent();
            }

            writer.Close();
        }

        foreach (var action in state.Entry)
            writer.Line($"_actions.{action}();");
        foreach (var delay in state.After)
            writer.Line($"_actions.StartDelay({_delay}.{delay.Name});");
        if (state.IsFinal)
        {
            foreach (var action in state.Exit)
                writer.Line($"_actions.{action}();");
        }

        writer.Close("});");
    }

    private void WriteExit(StateModel state)
    {
        if (!state.HasExit())
            return;

        writer.Open("state.OnExit(() =>");
        foreach (var action in state.Exit)
            writer.Line($"_actions.{action}();");
        foreach (var delay in state.After)
            writer.Line($"_actions.CancelDelay({_delay}.{delay.Name});");
        writer.Close("});");
    }

    private void WriteChoose()
    {
        writer.Separate();
        writer.Line("// Notes which of several transitions between two states it is: their actions differ.");
        writer.Open($"private {_state} Choose(int transition, {_state} target)");
        writer.Line("_chosen = transition;");
        writer.Line("return target;");
        writer.Close();
    }

    private IEnumerable<(StateModel Source, HandlerModel Handler, TransitionModel Candidate)> Arrivals(StateModel target) =>
        from source in machine.States
        from handler in source.On
        from candidate in Reachable(handler)
        where candidate.Leaves && candidate.Target == target.Name && (candidate.Actions.Count > 0 || NeedsChoice(handler, candidate))
        select (source, handler, candidate);

    private static IEnumerable<TransitionModel> Reachable(HandlerModel handler)
    {
        foreach (var candidate in handler.Candidates)
        {
            yield return candidate;
            if (candidate.Guard is null)
                yield break;
        }
    }

    /// <summary>Whether another candidate of the same trigger leads to the same state.</summary>
    private static bool NeedsChoice(HandlerModel handler, TransitionModel transition) =>
        transition.Leaves && Reachable(handler).Count(candidate => candidate.Leaves && candidate.Target == transition.Target) > 1;

    private static int ChoiceOf(HandlerModel handler, TransitionModel transition) =>
        handler.Candidates.ToList().FindIndex(candidate => ReferenceEquals(candidate, transition));
}
