using Skapi.Protocol.Generators.Emit.Code;

namespace Skapi.Protocol.Generators.Emit.Machines;

/// <summary>What the emitted switch and the emitted Stateless machine have in common, in words.</summary>
internal static class MachineSemantics
{
    /// <summary>The number of moves without a trigger after which the guards are taken for a circle that never ends.</summary>
    public const int MaxSteps = 1000;

    private const string Remarks =
        """
        <para>
        The caller passes the state in and gets it back, so one instance can drive any number of states. An instance is not thread-safe.
        </para>
        <para>
        The semantics are those of XState v5: the first candidate whose guard passes is taken. The exit actions run, then the actions of the
        transition, then the entry actions. The state and its delays change together, before the entry actions: the delays of the old state
        are cancelled, and those of the new state are started.
        </para>
        <para>
        If an action throws, the exception reaches the caller and the other actions are skipped. If it was an exit action or an action of
        the transition, the machine is still in the old state and its delays run on. If it was an entry action, the machine is in the new
        state and its delays run.
        </para>
        <para>
        An action or a guard must not fire a trigger of the machine that runs it: that throws. Fire the trigger after the transition.
        </para>
        """;

    /// <summary>Writes the documentation of the semantics, without the tag around it.</summary>
    public static void WriteRemarks(IndentedWriter writer)
    {
        foreach (var line in Remarks.Split('\n'))
            writer.Line("/// " + line);
    }

    /// <summary>Writes the documentation of <c>Start</c> below its summary.</summary>
    public static void WriteStartDocs(IndentedWriter writer)
    {
        writer.Line(
            "/// <param name=\"state\">The state: the initial one, unless “always” leaves it. It is also set if an action throws.</param>");
        WriteActionsDocs(writer);
    }

    /// <summary>Writes the documentation of a method that fires a trigger or reports a delay, below its summary.</summary>
    public static void WriteMoveDocs(IndentedWriter writer, string parameter, string meaning)
    {
        writer.Line("/// <param name=\"state\">The current state. It is set after the last action, also if an action throws.</param>");
        writer.Line($"/// <param name=\"{parameter}\">{meaning}</param>");
        WriteActionsDocs(writer, $"/// <returns>Whether the state has a transition for the {parameter} whose guard passes.</returns>");
    }

    /// <summary>Writes the documentation of the actions, of the result, and of the exception of a method that moves.</summary>
    public static void WriteActionsDocs(IndentedWriter writer, string? returns = null)
    {
        writer.Line("/// <param name=\"actions\">The actions to run and the guards to evaluate.</param>");
        if (returns is not null)
            writer.Line(returns);
        writer.Line(
            "/// <exception cref=\"global::System.InvalidOperationException\">An action or a guard of this machine called it.</exception>");
    }

    /// <summary>The C# expression of the error for a trigger that an action fires, where <c>trigger</c> names it.</summary>
    public static string Reentered(string className) =>
        $"$\"An action or a guard of {className} called the same machine again: “{{trigger}}”. Wait until the transition is complete.\"";

    /// <summary>The C# expression of the error for guards that never fail.</summary>
    public static string Endless(string state) =>
        $"$\"The machine moved on {MaxSteps} times without a trigger and is in the state “{{{state}}}”: its guards form a circle.\"";
}
