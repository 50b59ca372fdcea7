using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Statecharts;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit.Machines;

/// <summary>Emits the states, triggers and delays of a machine as enums.</summary>
internal static class MachineEnumEmitter
{
    public static void WriteStates(IndentedWriter writer, MachineModel machine)
    {
        writer.WriteDocs(machine.Docs);
        Write(writer, machine.Name + "State", machine.States.Select(static state => (state.Name, state.Docs)));
    }

    public static void WriteTriggers(IndentedWriter writer, MachineModel machine)
    {
        writer.Line($"/// <summary>The triggers of <see cref=\"{machine.Name}Machine\"/>.</summary>");
        Write(writer, machine.Name + "Trigger", machine.Triggers.Select(static trigger => (trigger.Name, trigger.Docs)));
    }

    public static void WriteDelays(IndentedWriter writer, MachineModel machine)
    {
        writer.Line($"/// <summary>The delays of <see cref=\"{machine.Name}Machine\"/>.</summary>");
        Write(writer, machine.Name + "Delay", machine.Delays.Select(static delay => (delay.Name, delay.Docs)));
    }

    public static void WriteTasks(IndentedWriter writer, MachineModel machine)
    {
        writer.Line($"/// <summary>The tasks of <see cref=\"{machine.Name}Machine\"/>.</summary>");
        Write(writer, machine.Name + "Task", machine.Tasks.Select(static task => (task.Name, task.Docs)));
    }

    public static void WriteTags(IndentedWriter writer, MachineModel machine)
    {
        writer.Line($"/// <summary>The tags of the states of <see cref=\"{machine.Name}Machine\"/>.</summary>");
        Write(writer, machine.Name + "Tag", machine.Tags.Select(static tag => (tag.Tag.Name, tag.Tag.Docs)));
    }

    private static void Write(IndentedWriter writer, string name, IEnumerable<(string Name, Docs Docs)> values)
    {
        writer.Open($"{writer.Access} enum {name}");
        foreach (var value in values)
        {
            writer.Separate();
            writer.WriteDocs(value.Docs);
            writer.Line($"{value.Name},");
        }

        writer.Close();
    }
}
