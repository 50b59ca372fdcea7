using System.CommandLine;
using Skapi.Protocol.Generators.Locks;

namespace Skapi.Protocol.Tool;

/// <summary>The command line.</summary>
internal static class ToolCommand
{
    private const int Done = 0;
    private const int Failed = 1;

    public static RootCommand Create() => new("Checks schemas (RFC 8927) and statecharts, and records what has shipped of them.")
    {
        Check(),
        Lock(),
        Docs(),
        TypeScript(),
    };

    private static Command Check()
    {
        var folder = Folder();
        var command = new Command("check", "Reports what is wrong with the files, and what they break of what has shipped.") { folder };
        command.SetAction(result => Read(result, folder) is { } read && Report(read, result) ? Done : Failed);
        return command;
    }

    private static Command Lock()
    {
        var folder = Folder();
        var breaking = new Option<bool>("--breaking") { Description = "Write the lock even where the files break what has shipped; what is gone is kept as retired." };
        var command = new Command("lock", $"Writes {ProtocolFolder.LockName}: what stands in the files has shipped.") { folder, breaking };
        command.SetAction(result =>
        {
            if (Read(result, folder) is not { } read)
                return Failed;

            var isSound = Report(read, result, withBreaks: !result.GetValue(breaking));
            if (!isSound)
                return Failed;

            File.WriteAllText(read.LockPath, LockWriter.Write(LockUpdate.Apply(read.Lock, read.Files.Select(static file => file.Surface))));
            return Done;
        });
        return command;
    }

    private static Command Docs() =>
        Writing("docs", "Writes a reference of every message and state machine, in Markdown with Mermaid diagrams.", Reference.Write);

    private static Command TypeScript() =>
        Writing("typescript", "Writes declarations of every message and state machine for TypeScript, as they stand in JSON.", Declarations.Write);

    private static Command Writing(string name, string description, Func<ProtocolFolder, string> write)
    {
        var folder = Folder();
        var output = new Option<FileInfo?>("--output", "-o") { Description = "The file to write; without it, standard output." };
        var command = new Command(name, description) { folder, output };
        command.SetAction(result =>
        {
            if (Read(result, folder) is not { } read || !Report(read, result, withBreaks: false))
                return Failed;

            var text = write(read);
            if (result.GetValue(output) is { } file)
                File.WriteAllText(file.FullName, text);
            else
                result.InvocationConfiguration.Output.Write(text);
            return Done;
        });
        return command;
    }

    private static Argument<DirectoryInfo> Folder() => new("folder")
    {
        Description = "The folder with the schemas (*.json) and statecharts (*.statechart.json).",
        DefaultValueFactory = static _ => new DirectoryInfo("protocol"),
    };

    private static ProtocolFolder? Read(ParseResult result, Argument<DirectoryInfo> argument)
    {
        var folder = result.GetRequiredValue(argument);
        var read = folder.Exists ? ProtocolFolder.Read(folder.FullName) : null;
        if (read is { Files.Count: > 0 })
            return read;

        result.InvocationConfiguration.Error.WriteLine($"“{folder}” {(folder.Exists ? "has no schema or statechart" : "is no folder")}.");
        return null;
    }

    /// <returns>Whether nothing was reported but warnings about the files themselves.</returns>
    private static bool Report(ProtocolFolder folder, ParseResult result, bool withBreaks = true)
    {
        foreach (var diagnostic in withBreaks ? folder.Problems.Concat(folder.Breaks) : folder.Problems)
            result.InvocationConfiguration.Error.WriteLine(diagnostic.ToDiagnostic());

        return !folder.HasErrors && !(withBreaks && folder.Breaks.Count > 0);
    }
}
