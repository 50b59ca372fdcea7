using System.Collections.Immutable;
using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Helpers;

namespace Skapi.Protocol.Generators.Locks;

/// <summary>What has shipped of the schemas and statecharts in a folder and below it.</summary>
/// <param name="Path">The lock's path.</param>
/// <param name="Files">The files, by their paths from the lock's folder.</param>
/// <param name="Diagnostics">What is wrong with the lock itself.</param>
internal sealed record ProtocolLock(string Path, EquatableArray<FileSurface> Files, EquatableArray<DiagnosticInfo> Diagnostics)
{
    private string Folder => Path.Substring(0, Path.LastIndexOfAny(['/', '\\']) + 1);

    /// <summary>Whether a file is in the lock's folder or below it.</summary>
    public bool Covers(FileSurface file) => file.Path.StartsWith(Folder, StringComparison.Ordinal);

    /// <summary>A file's path from the lock's folder, with slashes.</summary>
    public string RelativePathOf(FileSurface file) => file.Path.Substring(Folder.Length).Replace('\\', '/');

    /// <summary>Every way in which the files of a project break what the locks say has shipped.</summary>
    public static EquatableArray<DiagnosticInfo> Check(ImmutableArray<ProtocolLock> locks, ImmutableArray<FileSurface> files) =>
        locks.SelectMany(item => item.Diagnostics.Concat(new LockComparer(item, [.. files.Where(item.Covers)]).Compare())).ToEquatableArray();
}
