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
        foreach (var state in machine.States.Where(static state => state.WireName != state.Name))
            diagram.Append($"    state \"{Label(state.WireName)}\" as {state.Name}\n");

        diagram.Append($"    [*] --> {machine.Initial}\n");
        foreach (var state in machine.States)
        {
            foreach (var handler in state.On)
                AppendCandidates(
                    diagram, state, WireNameOf(machine.Triggers.First(trigger => trigger.Name == handler.Name)), handler.Candidates);
            foreach (var handler in state.After)
            {
                var delay = machine.Delays.First(delay => delay.Name == handler.Name);
                AppendCandidates(diagram, state, "after " + Label(delay.WireName), handler.Candidates);
            }

            AppendCandidates(diagram, state, "always", state.Always);
            if (state.IsFinal)
                diagram.Append($"    {state.Name} --> [*]\n");
        }

        return diagram.ToString();
    }

    private static void AppendCandidates(StringBuilder diagram, StateModel state, string cause, IEnumerable<TransitionModel> candidates)
    {
        foreach (var candidate in candidates)
        {
            diagram.Append($"    {state.Name} --> {candidate.Target ?? state.Name} : {cause}");
            if (candidate.Guard is not null)
                diagram.Append($" [{candidate.Guard}]");
            if (candidate.Actions.Count > 0)
                diagram.Append($" / {string.Join(", ", candidate.Actions)}");
            diagram.Append('\n');
        }
    }

    private static string WireNameOf(NamedModel name) => Label(name.WireName);

    // In Mermaid, a colon ends a label, a quotation mark ends a name, and the end of a line ends both.
    private static string Label(string text) => CSharp.SingleLine(text).Replace(":", "#58;").Replace("\"", "#quot;");
}
