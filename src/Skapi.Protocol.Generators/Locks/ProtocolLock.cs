using System.Collections.Immutable;
using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Helpers;

namespace Skapi.Protocol.Generators.Locks;

/// <summary>The record of what has shipped from the schemas and statecharts in a folder and its subfolders.</summary>
/// <param name="Path">The lock's path.</param>
/// <param name="Files">The files, with their paths relative to the lock's folder.</param>
/// <param name="Diagnostics">The errors in the lock itself.</param>
internal sealed record ProtocolLock(string Path, EquatableArray<FileSurface> Files, EquatableArray<DiagnosticInfo> Diagnostics)
{
    private string Folder => Path.Substring(0, Path.LastIndexOfAny(['/', '\\']) + 1);

    /// <summary>Whether a file is in the lock's folder or a subfolder.</summary>
    public bool Covers(FileSurface file) => file.Path.StartsWith(Folder, StringComparison.Ordinal);

    /// <summary>The path of a file relative to the lock's folder, with slashes.</summary>
    public string RelativePathOf(FileSurface file) => file.Path.Substring(Folder.Length).Replace('\\', '/');

    /// <summary>The breaking changes of a project's files, and the errors in its locks.</summary>
    public static EquatableArray<DiagnosticInfo> Check(ImmutableArray<ProtocolLock> locks, ImmutableArray<FileSurface> files) => locks
        .SelectMany(item => item.Diagnostics.Concat(new LockComparer(item, [.. files.Where(item.Covers)]).Compare()))
        .ToEquatableArray();
}
