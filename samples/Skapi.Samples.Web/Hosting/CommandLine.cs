using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Skapi.Samples.Web.Hosting;

/// <summary>The options of the command line.</summary>
/// <param name="Port">The port, or null for 8080 or another free port.</param>
/// <param name="Help">Whether to print the usage only.</param>
internal sealed record CommandLine(int? Port, bool Help)
{
    public const string Usage = """
        Usage: ./run.sh serve [--port <number>]

          --port <number>   The port of the page and the gateway. The default is 8080, or a free port if 8080 is in use.
          --help            Print this text.
        """;

    public static bool TryParse(string[] args, [NotNullWhen(true)] out CommandLine? options, [NotNullWhen(false)] out string? problem)
    {
        (options, problem) = (new CommandLine(null, false), null);
        for (var index = 0; index < args.Length; index++)
        {
            var (name, value) = Split(args[index]);
            switch (name)
            {
                case "--help" or "-h":
                    options = options with { Help = true };
                    break;
                case "--port":
                    value ??= index + 1 < args.Length ? args[++index] : "";
                    if (!ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
                        problem = $"Invalid port “{value}”. Use a number from 1 to 65535.";
                    options = options with { Port = port };
                    break;
                default:
                    problem = $"Unknown option “{name}”.";
                    break;
            }

            if (problem is not null)
            {
                options = null;
                return false;
            }
        }

        return true;
    }

    private static (string Name, string? Value) Split(string argument) =>
        argument.Split('=', 2) is [var name, var value] ? (name, value) : (argument, null);
}
