using System.Diagnostics.CodeAnalysis;

namespace Skapi.Samples.Call;

/// <summary>The options of the command line.</summary>
/// <param name="Transport">The name of the transport.</param>
/// <param name="File">Whether to send a file too.</param>
/// <param name="Plain">Whether to write plain lines to a terminal too.</param>
/// <param name="Help">Whether to print the usage only.</param>
internal sealed record CommandLine(string Transport, bool File = false, bool Plain = false, bool Help = false)
{
    private const string AlwaysSendsFile = "managed";

    public static string Usage =>
        $"""
        Usage: ./run.sh [--transport NAME] [--file] [--plain]

          --transport NAME   the WebRTC stack that carries the call: {string.Join(", ", Transports.Names)}.
                             The default is {Transports.Names[0]}, without the file.
          --file             also send a file of 100 MB and compare its hash; --transport {AlwaysSendsFile} always does
          --plain            write one plain line for each event, as if the output is not a terminal
        """;

    public static bool TryParse(string[] arguments, [NotNullWhen(true)] out CommandLine? options, [NotNullWhen(false)] out string? problem)
    {
        options = new CommandLine(Transports.Names[0]);
        problem = null;
        for (var index = 0; index < arguments.Length && problem is null; index++)
        {
            switch (arguments[index])
            {
                case "--help" or "-h":
                    options = options with { Help = true };
                    break;
                case "--file":
                    options = options with { File = true };
                    break;
                case "--plain":
                    options = options with { Plain = true };
                    break;
                case "--transport" when index + 1 < arguments.Length && Transports.Names.Contains(arguments[index + 1]):
                    options = options with { Transport = arguments[++index] };
                    options = options with { File = options.File || options.Transport == AlwaysSendsFile };
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
