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
            writer.Line($"void {action.Name}({ParameterOf(writer, action)});");
        }

        foreach (var guard in machine.Guards)
        {
            writer.Separate();
            writer.WriteDocs(guard.Docs);
            writer.Line($"bool {guard.Name}({ParameterOf(writer, guard)});");
        }

        if (machine.Delays.Count > 0)
            WriteDelays(writer, machine.Name);
        if (machine.Tasks.Count > 0)
            WriteTasks(writer, machine.Name);
        writer.Close();
    }

    private static string ParameterOf(IndentedWriter writer, NamedModel method) => method.Payload is { } payload
        ? $"{payload.TypeIn(writer.Names)} {payload.Parameter}"
        : "";

    private static void WriteTasks(IndentedWriter writer, string name)
    {
        writer.Separate();
        writer.Line("/// <summary>");
        writer.Line("/// Starts a task, after which <c>TryComplete</c> or <c>TryFail</c> must be called. This method must not throw.");
        writer.Line("/// </summary>");
        writer.Line($"void StartTask({name}Task task);");
        writer.Separate();
        writer.Line("/// <summary>");
        writer.Line("/// Cancels a task, also one that has ended. Its end must not be reported any more. This method must not throw.");
        writer.Line("/// </summary>");
        writer.Line($"void CancelTask({name}Task task);");
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
