using System.CommandLine;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Tool;

/// <summary>The command that writes a first schema or statechart.</summary>
internal static class NewCommand
{
    private const string Message = """
        {
          "metadata": { "description": "What the message says." },
          "properties": {
            "id": { "type": "string" }
          },
          "optionalProperties": {
            "note": { "type": "string" }
          }
        }

        """;

    private const string Union = """
        {
          "metadata": { "description": "One of several messages." },
          "discriminator": "type",
          "mapping": {
            "started": { "properties": { "at": { "type": "timestamp" } } },
            "stopped": { "properties": { "at": { "type": "timestamp" } } }
          }
        }

        """;

    private const string Statechart = """
        {
          "id": "NAME",
          "description": "What the states are about.",
          "initial": "idle",
          "states": {
            "idle": { "on": { "start": "running" } },
            "running": { "entry": "begin", "on": { "stop": "done" } },
            "done": { "type": "final" }
          }
        }

        """;

    public static Command Create()
    {
        var kind = new Argument<string>("kind") { Description = "message, union or statechart." };
        kind.AcceptOnlyFromAmong("message", "union", "statechart");
        var name = new Argument<string>("name") { Description = "The name, such as chat-message. It names the file and the type." };
        var folder = new Option<DirectoryInfo>("--folder")
        {
            Description = "The folder to write into.",
            DefaultValueFactory = static _ => new DirectoryInfo("protocol"),
        };
        var command = new Command("new", "Writes a small schema or statechart to begin with.") { kind, name, folder };
        command.SetAction(result => ToolCommand.Run(result, () =>
            Write(result, result.GetRequiredValue(kind), result.GetRequiredValue(name), result.GetRequiredValue(folder).FullName)));
        return command;
    }

    private static int Write(ParseResult result, string kind, string name, string folder)
    {
        if (!Names.IsIdentifier(Names.ToPascalCase(name))
            || !name.All(static character => char.IsLetterOrDigit(character) || character is '-' or '_'))
        {
            result.InvocationConfiguration.Error.WriteLine(
                $"“{name}” cannot name a type: use letters, digits, “-” and “_”, and begin with a letter.");
            return ToolCommand.Failed;
        }

        var path = Path.Combine(folder, kind == "statechart" ? name + ".statechart.json" : name + ".json");
        if (File.Exists(path))
        {
            result.InvocationConfiguration.Error.WriteLine($"“{path}” exists already: choose another name, or remove the file.");
            return ToolCommand.Failed;
        }

        Directory.CreateDirectory(folder);
        ToolFiles.Write(path, kind switch
        {
            "message" => Message,
            "union" => Union,
            _ => Statechart.Replace("NAME", name, StringComparison.Ordinal),
        });
        result.InvocationConfiguration.Output.WriteLine(path);
        return ToolCommand.Done;
    }
}
