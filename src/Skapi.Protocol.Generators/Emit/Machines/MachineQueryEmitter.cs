using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Statecharts;

namespace Skapi.Protocol.Generators.Emit.Machines;

/// <summary>Emits the questions about a state that only some machines can answer: what it is within, and what tags it has.</summary>
internal static class MachineQueryEmitter
{
    public static void Write(IndentedWriter writer, MachineModel machine)
    {
        if (machine.IsNested)
            WriteIsIn(writer, machine);
        if (machine.Tags.Count > 0)
            WriteHasTag(writer, machine);
    }

    private static void WriteIsIn(IndentedWriter writer, MachineModel machine)
    {
        writer.Separate();
        writer.Line("/// <summary>Whether a state is another one or is within it.</summary>");
        writer.Open($"public static bool IsIn({machine.Name}State state, {machine.Name}State other) => other switch");
        foreach (var compound in machine.States.Where(static state => state.IsCompound))
        {
            var states = machine.States.Where(state => state.Line(machine).Contains(compound)).Select(static state => state.Name);
            writer.Line($"{StateOf(writer, machine)}.{compound.Name} => {IsOneOf(writer, machine, states)},");
        }

        writer.Line("_ => state == other,");
        writer.Close("};");
    }

    private static void WriteHasTag(IndentedWriter writer, MachineModel machine)
    {
        writer.Separate();
        writer.Line("/// <summary>Whether a state, or one that it is within, has a tag.</summary>");
        writer.Open($"public static bool HasTag({machine.Name}State state, {machine.Name}Tag tag) => tag switch");
        foreach (var tag in machine.Tags)
            writer.Line($"{writer.Names.Emitted(machine.Name + "Tag")}.{tag.Tag.Name} => {IsOneOf(writer, machine, tag.States)},");
        writer.Line("_ => false,");
        writer.Close("};");
    }

    private static string IsOneOf(IndentedWriter writer, MachineModel machine, IEnumerable<string> states) =>
        $"state is {string.Join(" or ", states.Select(state => $"{StateOf(writer, machine)}.{state}"))}";

    private static string StateOf(IndentedWriter writer, MachineModel machine) => writer.Names.Emitted(machine.Name + "State");
}
