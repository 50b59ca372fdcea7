using Microsoft.CodeAnalysis;
using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Input;
using Skapi.Protocol.Generators.Locks;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Tool;

/// <summary>The schemas and statecharts of a folder, as the generator reads them, and their lock.</summary>
/// <param name="Files">What reading each file gave, in the order of their paths.</param>
/// <param name="Lock">What has shipped; nothing where there is no lock yet.</param>
/// <param name="Problems">What is wrong with the files and the lock themselves.</param>
/// <param name="Breaks">What the files break of what has shipped.</param>
internal sealed record ProtocolFolder(
    IReadOnlyList<FileResult> Files, ProtocolLock Lock, IReadOnlyList<DiagnosticInfo> Problems, IReadOnlyList<DiagnosticInfo> Breaks)
{
    public const string LockName = "protocol.lock.json";

    // What is read does not depend on the namespace that a project gives it.
    private const string AnyNamespace = "Protocol";

    public string LockPath => Lock.Path;

    public bool HasErrors => Problems.Any(static problem => problem.Descriptor.DefaultSeverity == DiagnosticSeverity.Error);

    public static ProtocolFolder Read(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(static path => new SchemaFile(path, AnyNamespace, File.ReadAllText(path)))
            .Where(static file => !file.IsLock)
            .Select(FileReader.Read)
            .ToList();

        var lockPath = Path.Combine(folder, LockName);
        var locked = File.Exists(lockPath)
            ? LockReader.Read(new SchemaFile(lockPath, AnyNamespace, File.ReadAllText(lockPath)))
            : new ProtocolLock(lockPath, default, default);

        var clashes = NameClashes.Find([.. files.Select(static file => file.Names)]);
        var problems = files.SelectMany(static file => file.Diagnostics).Concat(clashes.Diagnostics).Concat(locked.Diagnostics).ToList();
        var breaks = new LockComparer(locked, [.. files.Select(static file => file.Surface)]).Compare();
        return new(files, locked, problems, breaks);
    }
}
