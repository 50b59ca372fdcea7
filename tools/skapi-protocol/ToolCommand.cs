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
        var (folder, namespaces, tiers) = (Folder(), NamespaceOption(), TierOption());
        var requireLock = new Option<bool>("--require-lock") { Description = "Fail where there is no lock." };
        var command = new Command("check", "Reports what is wrong with the files, and what they break of what has shipped.") { folder, namespaces, tiers, requireLock };
        command.SetAction(result => Run(result, () =>
        {
            if (Read(result, folder, new(result.GetRequiredValue(namespaces))) is not { } read || !Report(read, result, result.GetValue(tiers)))
                return Failed;
            if (read.HasLock)
                return Done;

            result.InvocationConfiguration.Error.WriteLine($"There is no lock “{read.LockPath}”, so nothing was compared with what has shipped.");
            return result.GetValue(requireLock) ? Failed : Done;
        }));
        return command;
    }

    private static Command Lock()
    {
        var (folder, namespaces, tiers) = (Folder(), NamespaceOption(), TierOption());
        var breaking = new Option<bool>("--breaking") { Description = "Write the lock even where the files break what has shipped; what is gone is kept as retired." };
        var command = new Command("lock", $"Writes {ProtocolFolder.LockName}: what stands in the files has shipped.") { folder, namespaces, tiers, breaking };
        command.SetAction(result => Run(result, () =>
        {
            if (Read(result, folder, new(result.GetRequiredValue(namespaces))) is not { } read || !Report(read, result, result.GetValue(breaking) ? BreakTiers.None : result.GetValue(tiers)))
                return Failed;

            ToolFiles.Write(read.LockPath, LockWriter.Write(LockUpdate.Apply(read.Lock, read.Surfaces)));
            return Done;
        }));
        return command;
    }

    private static Command Docs() =>
        Writing("docs", "Writes a reference of every message and state machine, in Markdown with Mermaid diagrams.", Reference.Write, Namespaces.Unknown);

    private static Command TypeScript() =>
        Writing("typescript", "Writes declarations of every message and state machine for TypeScript, as they stand in JSON.", Declarations.Write, Namespaces.One);

    private static Command Writing(string name, string description, Func<ProtocolFolder, string> write, Namespaces namespaces)
    {
        var folder = Folder();
        var output = new Option<FileInfo?>("--output", "-o") { Description = "The file to write; without it, standard output." };
        var command = new Command(name, description) { folder, output };
        command.SetAction(result => Run(result, () =>
        {
            if (Read(result, folder, namespaces) is not { } read || !Report(read, result, BreakTiers.None))
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
        Description = "The namespace that a project gives the files, or “path=namespace” for a file or a folder; it may be given several times.",
        DefaultValueFactory = static _ => [],
    };

    private static Option<BreakTiers> TierOption() => new("--tiers")
    {
        Description = "Whom a break may concern: all of these or a part of them.",
        HelpName = "source,json,msgpack",
        CustomParser = BreakTiersExtensions.Parse,
        DefaultValueFactory = static _ => BreakTiers.All,
    };

    /// <summary>Files that cannot be read or written end a command with one line.</summary>
    private static int Run(ParseResult result, Func<int> command)
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

    private static ProtocolFolder? Read(ParseResult result, Argument<DirectoryInfo> argument, Namespaces namespaces)
    {
        var folder = result.GetRequiredValue(argument);
        var read = folder.Exists ? ProtocolFolder.Read(folder.FullName, namespaces) : null;
        if (read is { Files.Count: > 0 })
            return read;

        result.InvocationConfiguration.Error.WriteLine($"“{folder}” {(folder.Exists ? "has no schema or statechart" : "is no folder")}.");
        return null;
    }

    /// <returns>Whether nothing was reported but warnings about the files themselves.</returns>
    private static bool Report(ProtocolFolder folder, ParseResult result, BreakTiers tiers)
    {
        var breaks = folder.Breaks.Where(item => tiers.Include(item.Descriptor)).ToList();
        foreach (var diagnostic in folder.Problems.Concat(breaks))
            result.InvocationConfiguration.Error.WriteLine(diagnostic.ToDiagnostic());

        return !folder.HasErrors && breaks.Count == 0;
    }
}
