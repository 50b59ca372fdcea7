using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Emit.Machines;
using Skapi.Protocol.Generators.Statecharts;

namespace Skapi.Protocol.Generators.Emit.Bridges;

/// <summary>Emits what a Stateless machine has for each trigger or end of a task with a payload: two fields and a public method.</summary>
/// <remarks>
/// Stateless keeps the arguments of a trigger as objects. Handlers of its hook see them, but actions and guards receive the field, which
/// has the type of the payload.
/// </remarks>
internal sealed class StatelessPayloadEmitter(IndentedWriter writer, MachineModel machine, StatelessTriggers triggers)
{
    private readonly string _className = StatelessEmitter.ClassOf(machine);
    private readonly string _state = writer.Names.Emitted(machine.Name + "State");
    private readonly string _trigger = writer.Names.Emitted(StatelessTriggers.EnumOf(machine));

    /// <summary>The names of the methods.</summary>
    public static IEnumerable<string> MethodsOf(MachineModel machine) =>
        PayloadInput.Of(machine).Select(input => input.MethodIn(StatelessEmitter.ClassOf(machine)));

    public void WriteFields()
    {
        foreach (var input in PayloadInput.Of(machine))
        {
            var type = input.Payload.TypeIn(writer.Names);
            var trigger = $"global::Stateless.StateMachine<{_state}, {_trigger}>.TriggerWithParameters<{type}>";
            writer.Line($"private readonly {trigger} _with{triggers.NameOf(input)};");
            writer.Line($"private {type} _payloadOf{triggers.NameOf(input)} = default!;");
        }
    }

    /// <summary>Writes the statements of the constructor.</summary>
    public void WriteParameters()
    {
        foreach (var input in PayloadInput.Of(machine))
        {
            var (name, type) = (triggers.NameOf(input), input.Payload.TypeIn(writer.Names));
            writer.Line($"_with{name} = _machine.SetTriggerParameters<{type}>({_trigger}.{name});");
        }
    }

    public void WriteMethods()
    {
        foreach (var input in PayloadInput.Of(machine))
            WriteMethod(input);
    }

    private void WriteMethod(PayloadInput input)
    {
        var (name, parameter) = (triggers.NameOf(input), input.Payload.Parameter);
        writer.Separate();
        MachinePayloadEmitter.WriteDocs(writer, input);
        var parameters = $"ref {_state} state, {input.Payload.TypeIn(writer.Names)} {parameter}, I{machine.Name}Actions actions";
        writer.Open($"public bool {input.MethodIn(_className)}({parameters})");
        MachinePayloadEmitter.WriteCheck(writer, input.Payload);
        writer.Line($"Begin(actions, {input.ValueIn(writer.Names, machine)});");
        writer.Line($"_payloadOf{name} = {parameter};");
        writer.Line("_state = state;");
        StatelessEmitter.WriteFire(writer, machine, $"_with{name}, {parameter}");
        writer.Open("finally");
        writer.Line("state = _state;");
        writer.Line("_actions = null;");
        writer.Line($"_payloadOf{name} = default!;");
        writer.Close();
        writer.Close();
    }
}
