using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Statecharts;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit.Machines;

/// <summary>Emits the durations of a machine's delays as options, so that each delay has one by construction.</summary>
internal static class MachineDurationsEmitter
{
    public static void Write(IndentedWriter writer, MachineModel machine)
    {
        var name = machine.Name + "Durations";
        var timeSpan = writer.Names["TimeSpan"];
        var delayType = writer.Names.Emitted(machine.Name + "Delay");
        writer.Line("/// <summary>");
        writer.Line($"/// The durations of the delays of <see cref=\"{machine.Name}Machine\"/>. The statechart has the defaults.");
        writer.Line("/// </summary>");
        writer.Open($"{writer.Access} sealed record {name}");
        foreach (var delay in machine.Delays)
        {
            writer.Separate();
            writer.WriteDocs(delay.Docs);
            var value = $"{writer.Names.Emitted(machine.Name + "Machine")}.DefaultDuration({delayType}.{delay.Name})";
            writer.Line($"public {timeSpan} {PropertyOf(name, delay)} {{ get; init; }} = {value};");
        }

        writer.Separate();
        writer.Line("/// <summary>The duration of a delay.</summary>");
        writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">There is no such delay.</exception>");
        writer.Open($"public {timeSpan} this[{delayType} delay] => delay switch");
        foreach (var delay in machine.Delays)
            writer.Line($"{delayType}.{delay.Name} => {TypeNames.Member(PropertyOf(name, delay))},");
        writer.Line("_ => throw new global::System.ArgumentOutOfRangeException(nameof(delay), delay, \"There is no such delay.\"),");
        writer.Close("};");
        writer.Close();
    }

    // No member may be called as its class, as a member of every record, or as the indexer.
    private static string PropertyOf(string className, DelayModel delay) =>
        delay.Name == className || delay.Name == "Item" || NameScope.OfRecord.Contains(delay.Name) ? delay.Name + "_" : delay.Name;
}
