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
    private readonly string _task = writer.Names.Emitted(machine.Name + "Task");

    // Whether a final state was entered is a field of the machine.
    private readonly string _static = machine.HasDone ? "" : "static ";

    public void Write()
    {
        writer.Open($"partial class {_class}");
        foreach (var state in machine.States)
        {
            WriteHandlers(state, "Fire", _trigger, "trigger", state.On);
            WriteHandlers(state, "Elapse", _delay, "delay", state.After);
            WriteHandlers(state, "Complete", _task, "task", state.Completed);
            WriteHandlers(state, "Fail", _task, "task", state.Failed);
            WriteEntry(state);
            WriteExit(state);
        }

        foreach (var input in PayloadInput.Of(machine))
            WritePayloadHandler(input);
        if (machine.HasSettle)
            WriteSettle();
        writer.Close();
    }

    private void WriteHandlers(StateModel state, string method, string type, string parameter, EquatableArray<HandlerModel> all)
    {
        var handlers = all.Where(static handler => handler.Payload is null).ToList();
        if (handlers.Count == 0)
            return;

        OpenMethod(
            $"private {_static}bool {MethodOf(method, state)}<TActions>(ref {_state} state, {type} {parameter}, ref TActions actions)");
        writer.Open($"switch ({parameter})");
        var wildcards = handlers.Where(static handler => handler.IsWildcard).ToList();
        foreach (var handler in handlers.Where(handler => !handler.IsWildcard || handler == wildcards[0]))
        {
            foreach (var alike in handler.IsWildcard ? wildcards : [handler])
                writer.Line($"case {type}.{alike.Name}:");
            writer.Indent();
            WriteHandler(handler);
            writer.Outdent();
        }

        CloseSwitch();
    }

    private void WritePayloadHandler(PayloadInput input)
    {
        var parameter = $"{input.Payload.TypeIn(writer.Names)} {input.Payload.Parameter}";
        OpenMethod(
            $"private {_static}bool {input.HandlerIn(_class)}<TActions>(ref {_state} state, {parameter}, ref TActions actions)");
        writer.Open("switch (state)");
        foreach (var state in machine.States)
        {
            if (input.FindIn(state) is not { } handler)
                continue;

            writer.Line($"case {_state}.{state.Name}:");
            writer.Indent();
            WriteHandler(handler);
            writer.Outdent();
        }

        CloseSwitch();
    }

    private void WriteHandler(HandlerModel handler)
    {
        WriteCandidates(handler.Candidates, "return true;", handler.Payload?.Parameter ?? "");
        if (handler.Candidates.All(static candidate => candidate.Guard is not null))
            writer.Line("return false;");
    }

    private void WriteCandidates(IEnumerable<TransitionModel> candidates, string end, string payload = "")
    {
        foreach (var candidate in candidates)
        {
            if (candidate.Description is not null)
                writer.Line($"// {CSharp.SingleLine(candidate.Description)}");

            if (candidate.Guard is not null)
                writer.Open($"if (actions.{machine.CallOf(candidate.Guard, payload)})");
            WriteTransition(candidate, payload);
            writer.Line(end);
            if (candidate.Guard is null)
                return;
            writer.Close();
        }
    }

    private void WriteTransition(TransitionModel transition, string payload)
    {
        var exits = transition.Exits.Select(machine.Find).ToList();
        foreach (var exit in exits.Where(static exit => exit.HasExit()))
            writer.Line($"{MethodOf("Exit", exit)}(ref actions);");
        foreach (var action in transition.Actions)
            writer.Line($"actions.{machine.CallOf(action, payload)};");
        if (!transition.Leaves)
            return;

        var enters = transition.Enters.Select(machine.Find).ToList();
        WriteRuns("Cancel", exits);
        writer.Line($"state = {_state}.{transition.Target};");
        if (machine.Find(transition.Target!).Done.Count > 0)
            writer.Line("_isDone = true;");
        WriteRuns("Start", enters);
        foreach (var enter in enters.Where(static enter => enter.HasEntry()))
            writer.Line($"{MethodOf("Enter", enter)}(ref actions);");
    }

    private void WriteRuns(string method, IEnumerable<StateModel> states)
    {
        foreach (var run in states.SelectMany(static state => state.Runs))
            writer.Line($"actions.{method}{run.Kind}({(run.Kind == "Task" ? _task : _delay)}.{run.Name});");
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
        OpenMethod($"private {_static}void Settle<TActions>(ref {_state} state, ref TActions actions)");
        writer.Open("for (var steps = 0; MoveOn(ref state, ref actions); steps++)");
        writer.Line($"if (steps == {MachineSemantics.MaxSteps})");
        writer.Indented($"throw new global::System.InvalidOperationException({MachineSemantics.Endless("state")});");
        writer.Close();
        writer.Close();

        OpenMethod($"private {_static}bool MoveOn<TActions>(ref {_state} state, ref TActions actions)");
        writer.Open("switch (state)");
        foreach (var state in machine.States.Where(static state => state.Always.Count > 0 || state.Done.Count > 0))
        {
            writer.Line($"case {_state}.{state.Name}:");
            writer.Indent();
            if (state.Done.Count > 0)
                WriteDone(state);
            else
                WriteAlways(state);
            writer.Outdent();
        }

        CloseSwitch();
    }

    private void WriteAlways(StateModel state)
    {
        foreach (var candidate in state.Always)
        {
            // A transition that ends where it began is taken once: a second time would change nothing.
            var end = candidate.Target is null || candidate.Target == state.Name ? "return false;" : "return true;";
            WriteCandidates([candidate], end);
            if (candidate.Guard is null)
                return;
        }

        writer.Line("return false;");
    }

    /// <summary>The transitions that follow the entry of a final state. Such a state has no others without a trigger.</summary>
    private void WriteDone(StateModel state)
    {
        writer.Line("if (!_isDone)");
        writer.Indented("return false;");
        writer.Line("_isDone = false;");
        WriteCandidates(state.Done, "return true;");
        if (state.Done.All(static candidate => candidate.Guard is not null))
            writer.Line("return false;");
    }

    private void CloseSwitch()
    {
        writer.Line("default:");
        writer.Indented("return false;");
        writer.Close();
        writer.Close();
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
