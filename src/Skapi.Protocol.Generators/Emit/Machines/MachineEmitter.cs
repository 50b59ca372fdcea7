using System.Globalization;
using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Statecharts;

namespace Skapi.Protocol.Generators.Emit.Machines;

/// <summary>Emits the public members of a machine. <see cref="MachineTransitionEmitter"/> emits the private ones.</summary>
internal static class MachineEmitter
{
    public static void Write(IndentedWriter writer, MachineModel machine)
    {
        var name = machine.Name;
        writer.WriteDocs(machine.Docs);
        writer.Line("/// <remarks>");
        MachineSemantics.WriteRemarks(writer);
        writer.Line("/// </remarks>");
        writer.Open($"{writer.Access} sealed partial class {name}Machine");
        writer.Line("private bool _isRunning;");
        if (machine.HasDone)
            writer.Line("private bool _isDone;");
        writer.Separate();
        writer.Line("/// <summary>The initial state.</summary>");
        writer.Line($"public static {name}State Initial => {TypeOf(writer, machine, "State")}.{machine.Initial};");
        writer.Separate();
        writer.Line("/// <summary>The statechart as a diagram in Mermaid's notation.</summary>");
        WriteDiagram(writer, machine);
        WriteStart(writer, machine);
        WriteTryFire(writer, machine);
        if (machine.Delays.Count > 0)
            WriteTryElapse(writer, machine);
        if (machine.Tasks.Count > 0)
            WriteTryComplete(writer, machine);
        MachinePayloadEmitter.Write(writer, machine);
        WriteBegin(writer, machine);
        WriteCanFire(writer, machine);
        WriteIsFinal(writer, machine);
        MachineQueryEmitter.Write(writer, machine);
        if (machine.Delays.Count > 0)
            WriteDurations(writer, machine);
        writer.Close();
    }

    private static void WriteDiagram(IndentedWriter writer, MachineModel machine)
    {
        writer.Line("public const string Mermaid =");
        writer.Indent();
        writer.Line("\"\"\"");
        foreach (var line in MermaidEmitter.Emit(machine).TrimEnd('\n').Split('\n'))
            writer.Line(line);
        writer.Line("\"\"\";");
        writer.Outdent();
    }

    private static void WriteStart(IndentedWriter writer, MachineModel machine)
    {
        writer.Separate();
        writer.Line("/// <summary>Enters the initial state: starts its delays and runs its entry actions.</summary>");
        MachineSemantics.WriteStartDocs(writer);
        writer.Line($"public void Start<TActions>(out {machine.Name}State state, ref TActions actions)");
        WriteConstraint(writer, machine);
        writer.Line("Begin(\"Start\");");
        writer.Line("var next = Initial;");
        writer.Open("try");
        var entered = machine.Find(machine.Initial).Line(machine).Reverse().ToList();
        foreach (var run in entered.SelectMany(static state => state.Runs))
            writer.Line($"actions.Start{run.Kind}({TypeOf(writer, machine, run.Kind)}.{run.Name});");
        if (entered.Last().Done.Count > 0)
            writer.Line("_isDone = true;");
        foreach (var state in entered.Where(static state => state.HasEntry()))
            writer.Line($"{MethodOf(machine, "Enter", state)}(ref actions);");
        if (machine.HasSettle)
            writer.Line("Settle(ref next, ref actions);");
        writer.Close();
        WriteEnd(writer);
        writer.Close();
    }

    private static void WriteTryFire(IndentedWriter writer, MachineModel machine)
    {
        writer.Separate();
        writer.Line("/// <summary>Fires a trigger.</summary>");
        MachineSemantics.WriteMoveDocs(writer, "trigger", "The trigger to fire.");
        WriteMove(writer, machine, "TryFire", $"{machine.Name}Trigger trigger", "Fire", "trigger", static state => state.On.Any(IsPlain));
    }

    private static void WriteTryElapse(IndentedWriter writer, MachineModel machine)
    {
        writer.Separate();
        writer.Line("/// <summary>Reports that a delay has elapsed.</summary>");
        MachineSemantics.WriteMoveDocs(writer, "delay", "The delay that elapsed.");
        WriteMove(writer, machine, "TryElapse", $"{machine.Name}Delay delay", "Elapse", "delay", static state => state.After.Count > 0);
    }

    private static void WriteTryComplete(IndentedWriter writer, MachineModel machine)
    {
        writer.Separate();
        writer.Line("/// <summary>Reports that a task has completed.</summary>");
        MachineSemantics.WriteMoveDocs(writer, "task", "The task that completed.");
        WriteMove(
            writer, machine, "TryComplete", $"{machine.Name}Task task", "Complete", "task", static state => state.Completed.Any(IsPlain));
        writer.Separate();
        writer.Line("/// <summary>Reports that a task has failed.</summary>");
        MachineSemantics.WriteMoveDocs(writer, "task", "The task that failed.");
        WriteMove(writer, machine, "TryFail", $"{machine.Name}Task task", "Fail", "task", static state => state.Failed.Any(IsPlain));
    }

    /// <summary>Whether an input comes without a payload. The others have methods of their own.</summary>
    private static bool IsPlain(HandlerModel handler) => handler.Payload is null;

    private static void WriteMove(
        IndentedWriter writer,
        MachineModel machine,
        string method,
        string parameter,
        string helper,
        string argument,
        Func<StateModel, bool> takesPart)
    {
        writer.Line($"public bool {method}<TActions>(ref {machine.Name}State state, {parameter}, ref TActions actions)");
        WriteConstraint(writer, machine);
        MachinePayloadEmitter.WriteRefusal(writer, machine, method, argument);
        writer.Line($"Begin({argument});");
        writer.Line("var next = state;");
        writer.Open("try");
        writer.Open(machine.HasSettle ? "var moved = next switch" : "return next switch");
        foreach (var state in machine.States.Where(takesPart))
        {
            var handler = MethodOf(machine, helper, state);
            writer.Line($"{TypeOf(writer, machine, "State")}.{state.Name} => {handler}(ref next, {argument}, ref actions),");
        }

        writer.Line("_ => false,");
        writer.Close("};");
        if (machine.HasSettle)
        {
            // As in XState, a guard is evaluated again even after an event that no transition handled: its answer may have changed.
            writer.Line("Settle(ref next, ref actions);");
            writer.Line("return moved;");
        }

        writer.Close();
        WriteEnd(writer);
        writer.Close();
    }

    internal static void WriteConstraint(IndentedWriter writer, MachineModel machine)
    {
        writer.Indented($"where TActions : I{machine.Name}Actions, allows ref struct");
        writer.OpenBlock();
    }

    internal static void WriteEnd(IndentedWriter writer)
    {
        writer.Open("finally");
        writer.Line("state = next;");
        writer.Line("_isRunning = false;");
        writer.Close();
    }

    private static void WriteBegin(IndentedWriter writer, MachineModel machine)
    {
        writer.Separate();
        writer.Open("private void Begin<TTrigger>(TTrigger trigger)");
        writer.Line("if (_isRunning)");
        writer.Indented($"throw new global::System.InvalidOperationException({MachineSemantics.Reentered(machine.Name + "Machine")});");
        writer.Line("_isRunning = true;");
        if (machine.HasDone)
            writer.Line("_isDone = false;");
        writer.Close();
    }

    private static void WriteCanFire(IndentedWriter writer, MachineModel machine)
    {
        writer.Separate();
        writer.Line("/// <summary>Whether a state has a transition for a trigger. Guards are not evaluated.</summary>");
        writer.Open($"public static bool CanFire({machine.Name}State state, {machine.Name}Trigger trigger) => state switch");
        foreach (var state in machine.States.Where(static state => state.On.Count > 0))
        {
            var triggers = state.On.Select(handler => $"{TypeOf(writer, machine, "Trigger")}.{handler.Name}");
            writer.Line($"{TypeOf(writer, machine, "State")}.{state.Name} => trigger is {string.Join(" or ", triggers)},");
        }

        writer.Line("_ => false,");
        writer.Close("};");
    }

    private static void WriteIsFinal(IndentedWriter writer, MachineModel machine)
    {
        var final = machine.States.Where(
            static state => state.IsFinal).Select(state => $"{TypeOf(writer, machine, "State")}.{state.Name}").ToList();
        writer.Separate();
        writer.Line("/// <summary>Whether a state is final: no transition leaves it.</summary>");
        var test = final.Count == 0 ? "false" : $"state is {string.Join(" or ", final)}";
        writer.Line($"public static bool IsFinal({machine.Name}State state) => {test};");
    }

    private static void WriteDurations(IndentedWriter writer, MachineModel machine)
    {
        writer.Separate();
        writer.Line("/// <summary>The duration of a delay that the statechart gives. An app can use another.</summary>");
        writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">There is no such delay.</exception>");
        writer.Open($"public static {writer.Names["TimeSpan"]} DefaultDuration({machine.Name}Delay delay) => delay switch");
        foreach (var delay in machine.Delays)
        {
            var milliseconds = delay.Milliseconds.ToString("R", CultureInfo.InvariantCulture);
            writer.Line(
                $"{TypeOf(writer, machine, "Delay")}.{delay.Name} => {writer.Names["TimeSpan"]}.FromMilliseconds({milliseconds}d),");
        }

        writer.Line("_ => throw new global::System.ArgumentOutOfRangeException(nameof(delay), delay, \"There is no such delay.\"),");
        writer.Close("};");
    }

    private static string TypeOf(IndentedWriter writer, MachineModel machine, string kind) => writer.Names.Emitted(machine.Name + kind);

    private static string MethodOf(MachineModel machine, string prefix, StateModel state) =>
        MachineMethods.Of(machine.Name + "Machine", prefix, state);
}
