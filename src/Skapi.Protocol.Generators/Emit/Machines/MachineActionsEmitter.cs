using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Statecharts;

namespace Skapi.Protocol.Generators.Emit.Machines;

/// <summary>Emits the interface of a machine's actions and guards, so that the compiler reports each one that is missing.</summary>
internal static class MachineActionsEmitter
{
    public static void Write(IndentedWriter writer, MachineModel machine)
    {
        writer.Line($"/// <summary>The actions and guards that <see cref=\"{machine.Name}Machine\"/> runs and evaluates.</summary>");
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
        writer.Line($"/// <summary>Starts a delay, after which <c>TryElapse</c> must be called. This method must not throw.</summary>");
        writer.Line($"void StartDelay({name}Delay delay);");
        writer.Separate();
        writer.Line("/// <summary>Cancels a delay. The new state ignores one that has elapsed. This method must not throw.</summary>");
        writer.Line($"void CancelDelay({name}Delay delay);");
    }
}
