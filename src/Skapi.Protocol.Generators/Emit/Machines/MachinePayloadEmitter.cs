using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Statecharts;

namespace Skapi.Protocol.Generators.Emit.Machines;

/// <summary>
/// Emits the public methods for triggers and tasks with a payload: one for each, so that the payload has its type and is not boxed.
/// </summary>
internal static class MachinePayloadEmitter
{
    public static void Write(IndentedWriter writer, MachineModel machine)
    {
        foreach (var input in PayloadInput.Of(machine))
            Write(writer, machine, input);
    }

    /// <summary>Writes the refusal of an input without its payload, at the beginning of the method for those without one.</summary>
    public static void WriteRefusal(IndentedWriter writer, MachineModel machine, string method, string parameter)
    {
        var inputs = PayloadInput.Of(machine).Where(input => input.Method == method).ToList();
        if (inputs.Count == 0)
            return;

        var values = string.Join(" or ", inputs.Select(input => input.ValueIn(writer.Names, machine)));
        var message = $"$\"“{{{parameter}}}” has a payload: call {method}{{{parameter}}} with it.\"";
        writer.Line($"if ({parameter} is {values})");
        writer.Indented($"throw new global::System.ArgumentException({message}, nameof({parameter}));");
    }

    /// <summary>Writes the check of a payload that must not be null.</summary>
    public static void WriteCheck(IndentedWriter writer, PayloadModel payload)
    {
        if (payload.MustNotBeNull)
            writer.Line($"{writer.Names["ArgumentNullException"]}.ThrowIfNull({payload.Parameter});");
    }

    /// <summary>Writes the documentation of the method.</summary>
    public static void WriteDocs(IndentedWriter writer, PayloadInput input)
    {
        writer.Line($"/// <summary>{input.Summary}</summary>");
        writer.Line("/// <param name=\"state\">The current state. It is set after the last action, also if an action throws.</param>");
        writer.Line($"/// <param name=\"{input.Payload.Parameter}\">{input.ParameterDocs}</param>");
        MachineSemantics.WriteActionsDocs(
            writer, $"/// <returns>Whether the state has a transition for the {input.Word} whose guard passes.</returns>");
    }

    private static void Write(IndentedWriter writer, MachineModel machine, PayloadInput input)
    {
        var className = machine.Name + "Machine";
        var parameter = input.Payload.Parameter;
        writer.Separate();
        WriteDocs(writer, input);
        var parameters = $"ref {machine.Name}State state, {input.Payload.TypeIn(writer.Names)} {parameter}, ref TActions actions";
        writer.Line($"public bool {input.MethodIn(className)}<TActions>({parameters})");
        MachineEmitter.WriteConstraint(writer, machine);
        WriteCheck(writer, input.Payload);
        writer.Line($"Begin({input.ValueIn(writer.Names, machine)});");
        writer.Line("var next = state;");
        writer.Open("try");
        var handled = $"{input.HandlerIn(className)}(ref next, {parameter}, ref actions)";
        if (machine.HasSettle)
        {
            writer.Line($"var moved = {handled};");
            writer.Line("Settle(ref next, ref actions);");
            writer.Line("return moved;");
        }
        else
        {
            writer.Line($"return {handled};");
        }

        writer.Close();
        MachineEmitter.WriteEnd(writer);
        writer.Close();
    }
}
