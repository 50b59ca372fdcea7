using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Statecharts;

namespace Skapi.Protocol.Generators.Emit.Machines;

/// <summary>Emits the transitions of a machine: for each state its triggers and delays, its entry and its exit.</summary>
internal sealed class MachineTransitionEmitter(IndentedWriter writer, MachineModel machine)
{
    private readonly string _class = machine.Name + "Machine";
    private readonly string _state = writer.Names.Emitted(machine.Name + "State");
    private readonly string _trigger = writer.Names.Emitted(machine.Name + "Trigger");
    private readonly string _delay = writer.Names.Emitted(machine.Name + "Delay");

    public void Write()
    {
        writer.Open($"partial class {_class}");
        foreach (var state in machine.States)
        {
            WriteHandlers(state, "Fire", _trigger, "trigger", state.On);
            WriteHandlers(state, "Elapse", _delay, "delay", state.After);
            WriteEntry(state);
            WriteExit(state);
        }

        if (machine.HasAlways)
            WriteSettle();
        writer.Close();
    }

    private void WriteHandlers(StateModel state, string method, string type, string parameter, EquatableArray<HandlerModel> handlers)
    {
        if (handlers.Count == 0)
            return;

        OpenMethod(
            $"private static bool {MethodOf(method, state)}<TActions>(ref {_state} state, {type} {parameter}, ref TActions actions)");
        writer.Open($"switch ({parameter})");
        foreach (var handler in handlers)
        {
            writer.Line($"case {type}.{handler.Name}:");
            writer.Indent();
            WriteCandidates(state, handler.Candidates, "return true;");
            if (handler.Candidates.All(static candidate => candidate.Guard is not null))
                writer.Line("return false;");
            writer.Outdent();
        }

        writer.Line("default:");
        writer.Indented("return false;");
        writer.Close();
        writer.Close();
    }

    private void WriteCandidates(StateModel state, IEnumerable<TransitionModel> candidates, string end)
    {
        foreach (var candidate in candidates)
        {
            if (candidate.Description is not null)
                writer.Line($"// {CSharp.SingleLine(candidate.Description)}");

            if (candidate.Guard is not null)
                writer.Open($"if (actions.{candidate.Guard}())");
            WriteTransition(state, candidate);
            writer.Line(end);
            if (candidate.Guard is null)
                return;
            writer.Close();
        }
    }

    private void WriteTransition(StateModel state, TransitionModel transition)
    {
        if (transition.Leaves && state.HasExit())
            writer.Line($"{MethodOf("Exit", state)}(ref actions);");
        foreach (var action in transition.Actions)
            writer.Line($"actions.{action}();");
        if (!transition.Leaves)
            return;

        var target = machine.States.First(candidate => candidate.Name == transition.Target);
        foreach (var delay in state.After)
            writer.Line($"actions.CancelDelay({_delay}.{delay.Name});");
        writer.Line($"state = {_state}.{target.Name};");
        foreach (var delay in target.After)
            writer.Line($"actions.StartDelay({_delay}.{delay.Name});");
        if (target.HasEntry())
            writer.Line($"{MethodOf("Enter", target)}(ref actions);");
    }

    private void WriteEntry(StateModel state)
    {
        if (!state.HasEntry())
            return;

        OpenMethod($"private static void {MethodOf("Enter", state)}<TActions>(ref TActions actions)");
        foreach (var action in state.Entry)
            writer.Line($"actions.{action}();");

        // No transition leaves a final state, so its exit actions run at once.
        if (state.IsFinal)
        {
            foreach (var action in state.Exit)
                writer.Line($"actions.{action}();");
        }

        writer.Close();
    }

    private void WriteExit(StateModel state)
    {
        if (!state.HasExit())
            return;

        OpenMethod($"private static void {MethodOf("Exit", state)}<TActions>(ref TActions actions)");
        foreach (var action in state.Exit)
            writer.Line($"actions.{action}();");
        writer.Close();
    }

    private void WriteSettle()
    {
        OpenMethod($"private static void Settle<TActions>(ref {_state} state, ref TActions actions)");
        writer.Open("for (var steps = 0; MoveOn(ref state, ref actions); steps++)");
        writer.Line($"if (steps == {MachineSemantics.MaxSteps})");
        writer.Indented($"throw new global::System.InvalidOperationException({MachineSemantics.Endless("state")});");
        writer.Close();
        writer.Close();

        OpenMethod($"private static bool MoveOn<TActions>(ref {_state} state, ref TActions actions)");
        writer.Open("switch (state)");
        foreach (var state in machine.States.Where(static state => state.Always.Count > 0))
        {
            writer.Line($"case {_state}.{state.Name}:");
            writer.Indent();
            WriteAlways(state);
            writer.Outdent();
        }

        writer.Line("default:");
        writer.Indented("return false;");
        writer.Close();
        writer.Close();
    }

    private void WriteAlways(StateModel state)
    {
        foreach (var candidate in state.Always)
        {
            // A transition that ends where it began is taken once: a second time would change nothing.
            var end = candidate.Target is null || candidate.Target == state.Name ? "return false;" : "return true;";
            WriteCandidates(state, [candidate], end);
            if (candidate.Guard is null)
                return;
        }

        writer.Line("return false;");
    }

    private string MethodOf(string prefix, StateModel state) => MachineMethods.Of(_class, prefix, state);

    private void OpenMethod(string signature)
    {
        writer.Separate();
        writer.Line(signature);
        writer.Indented($"where TActions : I{machine.Name}Actions, allows ref struct");
        writer.OpenBlock();
    }
}
