using System.Globalization;
using Skapi.Protocol.Generators.Statecharts;

namespace Skapi.Protocol.Generators.Emit;

/// <summary>Emits the public face of a machine. <see cref="MachineTransitionEmitter"/> emits what is behind it.</summary>
internal static class MachineEmitter
{
    public static void Write(IndentedWriter writer, MachineModel machine)
    {
        var name = machine.Name;
        writer.WriteDocs(machine.Docs);
        writer.Line("/// <remarks>");
        writer.Line("/// The semantics are XState v5's: exit, transition, entry; the first candidate whose guard passes wins; delays start on entry and stop on exit.");
        writer.Line("/// An action must not fire a trigger of the machine that runs it.");
        writer.Line("/// </remarks>");
        writer.Open($"{writer.Access} static partial class {name}Machine");
        writer.Line("/// <summary>The state in which it begins.</summary>");
        writer.Line($"public static {name}State Initial => {TypeOf(writer, machine, "State")}.{machine.Initial};");
        writer.Separate();
        writer.Line("/// <summary>The statechart as a diagram in Mermaid's notation.</summary>");
        WriteDiagram(writer, machine);
        WriteStart(writer, machine);
        WriteTryFire(writer, machine);
        if (machine.Delays.Count > 0)
            WriteTryElapse(writer, machine);
        WriteCanFire(writer, machine);
        WriteIsFinal(writer, machine);
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
        writer.Line("/// <summary>Enters the initial state: does its entry actions and starts its delays.</summary>");
        writer.Line("/// <returns>The state; another than the initial one where that is left at once.</returns>");
        writer.Line($"public static {machine.Name}State Start<TActions>(ref TActions actions)");
        writer.Indented($"where TActions : I{machine.Name}Actions, allows ref struct");
        writer.OpenBlock();
        writer.Line("var state = Initial;");
        var initial = machine.States.First(state => state.Name == machine.Initial);
        if (initial.HasEntry())
            writer.Line($"{MethodOf(machine, "Enter", initial)}(ref actions);");
        if (machine.HasAlways)
            writer.Line("Settle(ref state, ref actions);");
        writer.Line("return state;");
        writer.Close();
    }

    private static void WriteTryFire(IndentedWriter writer, MachineModel machine)
    {
        writer.Separate();
        writer.Line("/// <summary>Fires a trigger.</summary>");
        writer.Line("/// <returns>Whether the state takes it: whether it has a transition for it whose guard passes.</returns>");
        WriteMove(writer, machine, "TryFire", $"{machine.Name}Trigger trigger", "Fire", "trigger", static state => state.On.Count > 0);
    }

    private static void WriteTryElapse(IndentedWriter writer, MachineModel machine)
    {
        writer.Separate();
        writer.Line("/// <summary>Says that a delay has elapsed.</summary>");
        writer.Line("/// <returns>Whether the state waited for it, and a guard passes.</returns>");
        WriteMove(writer, machine, "TryElapse", $"{machine.Name}Delay delay", "Elapse", "delay", static state => state.After.Count > 0);
    }

    private static void WriteMove(
        IndentedWriter writer, MachineModel machine, string method, string parameter, string helper, string argument, Func<StateModel, bool> takesPart)
    {
        writer.Line($"public static bool {method}<TActions>(ref {machine.Name}State state, {parameter}, ref TActions actions)");
        writer.Indented($"where TActions : I{machine.Name}Actions, allows ref struct");
        writer.OpenBlock();
        writer.Open(machine.HasAlways ? "var moved = state switch" : "return state switch");
        foreach (var state in machine.States.Where(takesPart))
            writer.Line($"{TypeOf(writer, machine, "State")}.{state.Name} => {MethodOf(machine, helper, state)}(ref state, {argument}, ref actions),");
        writer.Line("_ => false,");
        writer.Close("};");
        if (machine.HasAlways)
        {
            // As in XState, an event that nothing takes has a guard looked at again, too: what it asks about may have changed.
            writer.Line("Settle(ref state, ref actions);");
            writer.Line("return moved;");
        }

        writer.Close();
    }

    private static void WriteCanFire(IndentedWriter writer, MachineModel machine)
    {
        writer.Separate();
        writer.Line("/// <summary>Whether a state has a transition for a trigger, guards aside.</summary>");
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
        var final = machine.States.Where(static state => state.IsFinal).Select(state => $"{TypeOf(writer, machine, "State")}.{state.Name}").ToList();
        writer.Separate();
        writer.Line("/// <summary>Whether nothing leaves a state.</summary>");
        writer.Line($"public static bool IsFinal({machine.Name}State state) => {(final.Count == 0 ? "false" : $"state is {string.Join(" or ", final)}")};");
    }

    private static void WriteDurations(IndentedWriter writer, MachineModel machine)
    {
        writer.Separate();
        writer.Line("/// <summary>How long a delay is unless an app decides otherwise.</summary>");
        writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">There is no such delay.</exception>");
        writer.Open($"public static {writer.Names["TimeSpan"]} DefaultDuration({machine.Name}Delay delay) => delay switch");
        foreach (var delay in machine.Delays)
            writer.Line($"{TypeOf(writer, machine, "Delay")}.{delay.Name} => {writer.Names["TimeSpan"]}.FromMilliseconds({delay.Milliseconds.ToString("R", CultureInfo.InvariantCulture)}d),");
        writer.Line("_ => throw new global::System.ArgumentOutOfRangeException(nameof(delay), delay, \"There is no such delay.\"),");
        writer.Close("};");
    }

    private static string TypeOf(IndentedWriter writer, MachineModel machine, string kind) => writer.Names.Emitted(machine.Name + kind);

    private static string MethodOf(MachineModel machine, string prefix, StateModel state) => MachineMethods.Of(machine.Name + "Machine", prefix, state);
}
