namespace Skapi.Protocol.Generators.Emit;

/// <summary>What the emitted switch and the emitted Stateless machine have in common, in words.</summary>
internal static class MachineSemantics
{
    /// <summary>The number of moves without a trigger after which the guards are taken for a circle that never ends.</summary>
    public const int MaxSteps = 1000;

    /// <summary>Writes the documentation of the semantics, without the tag around it.</summary>
    public static void WriteRemarks(IndentedWriter writer)
    {
        writer.Line("/// <para>");
        writer.Line("/// The semantics are XState v5's: the first candidate whose guard passes wins; then the exit actions run, the actions of the transition,");
        writer.Line("/// and the entry actions. The state and its delays change together, before the entry actions: the delays of the old state are");
        writer.Line("/// cancelled and those of the new one started.");
        writer.Line("/// </para>");
        writer.Line("/// <para>");
        writer.Line("/// An action that throws ends the transition, and the exception reaches the caller. An exit action or an action of the transition leaves");
        writer.Line("/// the old state with its delays running, an entry action the new state with its delays running. The other actions are skipped.");
        writer.Line("/// </para>");
        writer.Line("/// <para>");
        writer.Line("/// An action must not fire a trigger of the machine that runs it: that throws. Fire it after the transition.");
        writer.Line("/// </para>");
    }

    /// <summary>The C# expression of the error for a trigger that an action fires, where <c>trigger</c> names it.</summary>
    public static string Reentered(string className) =>
        $"$\"An action or a guard of {className} called the same machine again: “{{trigger}}”. Wait until the transition is complete.\"";

    /// <summary>The C# expression of the error for guards that never fail.</summary>
    public static string Endless(string state) =>
        $"$\"The machine moved on {MaxSteps} times without a trigger and is in the state “{{{state}}}”: its guards form a circle.\"";
}
