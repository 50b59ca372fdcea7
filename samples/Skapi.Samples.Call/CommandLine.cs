using System.Diagnostics.CodeAnalysis;

namespace Skapi.Samples.Call;

/// <summary>The options of the command line.</summary>
/// <param name="Transport">The name of the transport.</param>
/// <param name="Plain">Whether to write plain lines to a terminal too.</param>
/// <param name="Help">Whether to print the usage only.</param>
internal sealed record CommandLine(string Transport = "gstreamer", bool Plain = false, bool Help = false)
{
    public static string Usage =>
        $"""
        Usage: ./run.sh [--transport NAME] [--plain]

          --transport NAME   the WebRTC stack that carries the call: {string.Join(", ", Transports.Names)}
          --plain            write one plain line for each event, as if the output is not a terminal
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
                    problem = $"Unknown transport “{arguments[index + 1]}”. Available: {string.Join(", ", Transports.Names)}.";
                    break;
                case "--transport":
                    problem = "--transport needs a name.";
                    break;
                case var unknown:
                    problem = $"Unknown option “{unknown}”.";
                    break;
            }
        }

        return problem is null;
    }
}
