using System.Diagnostics.CodeAnalysis;

namespace Skapi.Samples.Call;

/// <summary>What the program was asked to do.</summary>
/// <param name="Transport">The name of the transport.</param>
/// <param name="Plain">Whether to write plain lines even to a terminal.</param>
/// <param name="Help">Whether only to say how to call it.</param>
internal sealed record CommandLine(string Transport = "gstreamer", bool Plain = false, bool Help = false)
{
    public static string Usage =>
        $"""
        Usage: ./run.sh [--transport NAME] [--plain]

          --transport NAME   the WebRTC stack that carries the call: {string.Join(", ", Transports.Names)}
          --plain            one plain line an event, as when the output is no terminal
        """;

    public static bool TryParse(string[] arguments, [NotNullWhen(true)] out CommandLine? options, [NotNullWhen(false)] out string? problem)
    {
        options = new CommandLine();
        problem = null;
        for (var index = 0; index < arguments.Length && problem is null; index++)
        {
            switch (arguments[index])
            {
                case "--help" or "-h":
                    options = options with { Help = true };
                    break;
                case "--plain":
                    options = options with { Plain = true };
                    break;
                case "--transport" when index + 1 < arguments.Length && Transports.Names.Contains(arguments[index + 1]):
                    options = options with { Transport = arguments[++index] };
                    break;
                case "--transport" when index + 1 < arguments.Length:
                    problem = $"There is no transport “{arguments[index + 1]}”. There is: {string.Join(", ", Transports.Names)}.";
                    break;
                case "--transport":
                    problem = "--transport needs a name.";
                    break;
                case var unknown:
                    problem = $"“{unknown}” is no argument of this program.";
                    break;
            }
        }

        return problem is null;
    }
}
