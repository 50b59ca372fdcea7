using System.CommandLine;
using Skapi.Protocol.Generators.Locks;

namespace Skapi.Protocol.Tool;

/// <summary>The command line.</summary>
internal static class ToolCommand
{
    public const int Done = 0;
    public const int Failed = 1;

    public static RootCommand Create() => new("Checks schemas (RFC 8927) and statecharts, and records what has shipped.")
    {
        Check(),
        Lock(),
        Docs(),
        TypeScript(),
        ImportCommand.Create(),
        NewCommand.Create(),
    };

    private static Command Check()
    {
        var (folder, namespaces, references, tiers) = (Folder(), NamespaceOption(), ReferenceOption(), TierOption());
        var requireLock = new Option<bool>("--require-lock") { Description = "Fail if there is no lock." };
        var command = new Command("check", "Reports errors in the files, and changes that break what has shipped.")
        {
            folder, namespaces, references, tiers, requireLock,
        };
        command.SetAction(result => Run(result, () =>
        {
            var read = Read(result, folder, new(result.GetRequiredValue(namespaces)), references);
            if (read is null || !Report(read, result, result.GetValue(tiers)))
                return Failed;
            if (read.HasLock)
                return Done;

            result.InvocationConfiguration.Error.WriteLine(
                $"The lock “{read.LockPath}” does not exist, so the files were not compared with what has shipped.");
            return result.GetValue(requireLock) ? Failed : Done;
        }));
        return command;
    }

    private static Command Lock()
    {
        var (folder, namespaces, references, tiers) = (Folder(), NamespaceOption(), ReferenceOption(), TierOption());
        var breaking = new Option<bool>("--breaking")
        {
            Description = "Write the lock even if the files break what has shipped. Removed parts are kept as retired.",
        };
        var command = new Command("lock", $"Writes {ProtocolFolder.LockName}, the record of what has shipped, from the files.")
        {
            folder, namespaces, references, tiers, breaking,
        };
        command.SetAction(result => Run(result, () =>
        {
            var compared = result.GetValue(breaking) ? BreakTiers.None : result.GetValue(tiers);
            var read = Read(result, folder, new(result.GetRequiredValue(namespaces)), references);
            if (read is null || !Report(read, result, compared))
                return Failed;

            ToolFiles.Write(read.LockPath, LockWriter.Write(LockUpdate.Apply(read.Lock, read.Surfaces)));
            return Done;
        }));
        return command;
    }

    private static Command Docs() =>
        Writing(
            "docs", "Writes a reference of all messages and state machines in Markdown with Mermaid.", Reference.Write, Namespaces.Unknown);

    private static Command TypeScript() =>
        Writing(
            "typescript", "Writes TypeScript declarations of all messages and state machines in JSON.", Declarations.Write, Namespaces.One);

    private static Command Writing(string name, string description, Func<ProtocolFolder, string> write, Namespaces namespaces)
    {
        var (folder, references) = (Folder(), ReferenceOption());
        var output = new Option<FileInfo?>("--output", "-o") { Description = "The file to write. The default is standard output." };
        var command = new Command(name, description) { folder, references, output };
        command.SetAction(result => Run(result, () =>
        {
            if (Read(result, folder, namespaces, references) is not { } read || !Report(read, result, BreakTiers.None))
                return Failed;

            var text = write(read);
            if (result.GetValue(output) is { } file)
                ToolFiles.Write(file.FullName, text);
            else
                result.InvocationConfiguration.Output.Write(text);
            return Done;
        }));
        return command;
    }

    private static Argument<DirectoryInfo> Folder() => new("folder")
    {
        Description = "The folder with the schemas (*.json) and statecharts (*.statechart.json).",
        DefaultValueFactory = static _ => new DirectoryInfo("protocol"),
    };

    private static Option<string[]> NamespaceOption() => new("--namespace")
    {
        Description = "The namespace of the files in the project, or “path=namespace” for a file or a folder. Can be repeated.",
        DefaultValueFactory = static _ => [],
    };

    private static Option<DirectoryInfo[]> ReferenceOption() => new("--reference")
    {
        Description = "A folder with the schemas of a referenced project, for refs into them. Can be repeated.",
        DefaultValueFactory = static _ => [],
    };

    private static Option<BreakTiers> TierOption() => new("--tiers")
    {
        Description = "The kinds of breaking changes to report. The default is all.",
        HelpName = "source,json,msgpack",
        CustomParser = BreakTiersExtensions.Parse,
        DefaultValueFactory = static _ => BreakTiers.All,
    };

    /// <summary>Runs a command. A file that cannot be read or written ends it with a message of one line.</summary>
    public static int Run(ParseResult result, Func<int> command)
    {
        try
        {
            return command();
        }
        catch (ToolFileException error)
        {
            result.InvocationConfiguration.Error.WriteLine(error.Message);
            return Failed;
        }
    }

    private static ProtocolFolder? Read(
        ParseResult result, Argument<DirectoryInfo> argument, Namespaces namespaces, Option<DirectoryInfo[]> references)
    {
        var folder = result.GetRequiredValue(argument);
        var others = result.GetRequiredValue(references).Select(static reference => reference.FullName).ToList();
        var read = folder.Exists ? ProtocolFolder.Read(folder.FullName, namespaces, others) : null;
        if (read is { Files.Count: > 0 })
            return read;

        result.InvocationConfiguration.Error.WriteLine(folder.Exists
            ? $"The folder “{folder}” contains no schema and no statechart: add a *.json file, or name another folder."
            : $"The folder “{folder}” does not exist: name an existing folder.");
        return null;
    }

    /// <returns>True if there were only warnings about the files themselves.</returns>
    private static bool Report(ProtocolFolder folder, ParseResult result, BreakTiers tiers)
    {
        var breaks = folder.Breaks.Where(item => tiers.Include(item.Descriptor)).ToList();
        foreach (var diagnostic in folder.Problems.Concat(breaks))
            result.InvocationConfiguration.Error.WriteLine(diagnostic.ToDiagnostic());

        return !folder.HasErrors && breaks.Count == 0;
    }
}
