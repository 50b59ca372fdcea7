using Microsoft.CodeAnalysis;
using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Files;
using Skapi.Protocol.Generators.Input;
using Skapi.Protocol.Generators.Locks;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Tool;

/// <summary>The schemas and statecharts of a folder, as the generator reads them, and their lock.</summary>
/// <param name="Files">The result of reading each file, in the order of the paths.</param>
/// <param name="Referenced">The same for the folders of referenced projects.</param>
/// <param name="Lock">The record of what has shipped. Empty if there is no lock yet.</param>
/// <param name="HasLock">Whether there is a lock.</param>
/// <param name="Problems">The errors and warnings about the files and the lock themselves.</param>
/// <param name="Breaks">The changes that break what has shipped.</param>
internal sealed record ProtocolFolder(
    IReadOnlyList<FileResult> Files,
    IReadOnlyList<FileResult> Referenced,
    ProtocolLock Lock,
    bool HasLock,
    IReadOnlyList<DiagnosticInfo> Problems,
    IReadOnlyList<DiagnosticInfo> Breaks)
{
    public const string LockName = "protocol.lock.json";

    // The result does not depend on the namespace.
    private const string AnyNamespace = "Protocol";

    public string LockPath => Lock.Path;

    public bool HasErrors => Problems.Any(static problem => problem.Descriptor.DefaultSeverity == DiagnosticSeverity.Error);

    public IReadOnlyList<FileSurface> Surfaces => [.. Files.Select(static file => file.Surface)];

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="namespaces">The namespaces of its files.</param>
    /// <param name="references">The folders with the schemas of referenced projects.</param>
    /// <exception cref="ToolFileException">A folder or a file in it cannot be read.</exception>
    public static ProtocolFolder Read(string folder, Namespaces namespaces, params IReadOnlyList<string> references)
    {
        var lockPath = Path.Combine(folder, LockName);
        var hasLock = File.Exists(lockPath);
        var locked = hasLock
            ? LockReader.Read(new SchemaFile(lockPath, AnyNamespace, ToolFiles.Read(lockPath)))
            : new ProtocolLock(lockPath, default, default);

        var sources = FindSources(folder);
        var referenced = references.SelectMany(FindSources).ToList();
        var imports = FileReader.ExportsOf(sources.Concat(referenced));
        var files = sources
            .Select(source => ReadFile(source, namespaces.Of(Path.GetRelativePath(folder, source.Path).Replace('\\', '/')), imports))
            .ToList();
        var others = referenced.Select(source => FileReader.Read(source, imports)).ToList();

        var clashes = FindClashes(namespaces.IncludeReferenced ? files.Concat(others) : files);
        var problems = files.SelectMany(static file => file.Diagnostics).Concat(clashes).Concat(locked.Diagnostics).ToList();
        var breaks = new LockComparer(locked, [.. files.Select(static file => file.Surface)]).Compare();
        return new(files, others, locked, hasLock, problems, breaks);
    }

    private static List<SchemaFile> FindSources(string folder) =>
    [
        .. ToolFiles.Find(folder, "*.json")
            .Where(static path => !new SchemaFile(path, AnyNamespace, "").IsLock)
            .Select(static path => new SchemaFile(path, AnyNamespace, ToolFiles.Read(path))),
    ];

    private static FileResult ReadFile(SchemaFile source, string? name, ExportTable imports)
    {
        var file = FileReader.Read(source with { Namespace = name ?? AnyNamespace }, imports);
        return name is null ? file with { Surface = file.Surface with { Namespace = "" } } : file;
    }

    /// <summary>
    /// Finds clashes of names. A file whose namespace is not known is checked alone, because it can have a namespace of its own.
    /// </summary>
    private static IEnumerable<DiagnosticInfo> FindClashes(IEnumerable<FileResult> files) => files
        .GroupBy(static file => file.Surface.Namespace.Length > 0 ? "" : file.Surface.Path)
        .SelectMany(static group => NameClashes.Find([.. group.Select(static file => file.Names)]).Diagnostics);
}
