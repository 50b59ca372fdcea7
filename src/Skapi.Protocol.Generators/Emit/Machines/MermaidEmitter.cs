using System.Text;
using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Statecharts;

namespace Skapi.Protocol.Generators.Emit.Machines;

/// <summary>Writes a machine as a state diagram in the notation of Mermaid.</summary>
internal static class MermaidEmitter
{
    public static string Emit(MachineModel machine)
    {
        var diagram = new StringBuilder("stateDiagram-v2\n");
        AppendStates(diagram, machine, parent: null, machine.Find(machine.Initial).Line(machine).Last().Name, indentation: "    ");
        return diagram.ToString();
    }

    /// <summary>Appends the states within a state, and the transitions between them or states within those.</summary>
    private static void AppendStates(StringBuilder diagram, MachineModel machine, string? parent, string initial, string indentation)
    {
        var states = machine.States.Where(state => state.Parent == parent).ToList();
        foreach (var state in states.Where(static state => state.Label != state.Name))
            diagram.Append($"{indentation}state \"{Label(state.Label)}\" as {state.Name}\n");

        diagram.Append($"{indentation}[*] --> {initial}\n");
        foreach (var state in states.Where(static state => state.IsCompound))
        {
            diagram.Append($"{indentation}state {state.Name} {{\n");
            AppendStates(diagram, machine, state.Name, state.Initial!, indentation + "    ");
            diagram.Append($"{indentation}}}\n");
        }

        foreach (var state in machine.States)
        {
            foreach (var arrow in state.Arrows.Where(arrow => AroundBoth(machine, state, machine.Find(arrow.Target)) == parent))
                AppendArrow(diagram, indentation, state, arrow);
            if (state.Parent == parent && state.IsEnd)
                diagram.Append($"{indentation}{state.Name} --> [*]\n");
        }
    }

    /// <summary>The innermost state that both are within, or null.</summary>
    private static string? AroundBoth(MachineModel machine, StateModel source, StateModel target) =>
        source.Line(machine).Skip(1).FirstOrDefault(target.Line(machine).Skip(1).Contains)?.Name;

    private static void AppendArrow(StringBuilder diagram, string indentation, StateModel state, ArrowModel arrow)
    {
        diagram.Append($"{indentation}{state.Name} --> {arrow.Target} : {Label(arrow.Cause)}");
        if (arrow.Guard is not null)
            diagram.Append($" [{arrow.Guard}]");
        if (arrow.Actions.Count > 0)
            diagram.Append($" / {string.Join(", ", arrow.Actions)}");
        diagram.Append('\n');
    }

    // In Mermaid, a colon ends a label, a quotation mark ends a name, and the end of a line ends both.
    private static string Label(string text) => CSharp.SingleLine(text).Replace(":", "#58;").Replace("\"", "#quot;");
}
