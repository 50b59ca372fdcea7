using Skapi.Protocol.Generators.Statecharts;

namespace Skapi.Protocol.Generators.Emit;

/// <summary>Emits the interface of a machine's actions and guards, which makes the compiler ask for each of them.</summary>
internal static class MachineActionsEmitter
{
    public static void Write(IndentedWriter writer, MachineModel machine)
    {
        writer.Line($"/// <summary>What <see cref=\"{machine.Name}Machine\"/> does and asks on its way.</summary>");
        writer.Open($"{writer.Access} interface I{machine.Name}Actions");
        foreach (var action in machine.Actions)
        {
            writer.Separate();
            writer.WriteDocs(action.Docs);
            writer.Line($"void {action.Name}();");
        }

        foreach (var guard in machine.Guards)
        {
            writer.Separate();
            writer.WriteDocs(guard.Docs);
            writer.Line($"bool {guard.Name}();");
        }

        if (machine.Delays.Count > 0)
            WriteDelays(writer, machine.Name);
        writer.Close();
    }

    private static void WriteDelays(IndentedWriter writer, string name)
    {
        writer.Separate();
        writer.Line($"/// <summary>Starts a delay; when it has elapsed, <c>{name}Machine.TryElapse</c> is called.</summary>");
        writer.Line($"void StartDelay({name}Delay delay);");
        writer.Separate();
        writer.Line("/// <summary>Stops a delay. One that has elapsed meanwhile does no harm: the state that waited for it is left.</summary>");
        writer.Line($"void CancelDelay({name}Delay delay);");
    }
}
