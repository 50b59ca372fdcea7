using Skapi.Testing;

namespace Skapi.Docs.Tests.Style;

/// <summary>A text file that people wrote, by its path relative to the repository's root.</summary>
internal sealed record TextFile(string Path)
{
    private static readonly string[] GeneratedFolders = ["bin", "obj", "node_modules", "artifacts", "TestResults", "_snapshots", ".git"];

    private static readonly string[] Extensions =
        [".cs", ".md", ".sh", ".js", ".mjs", ".json", ".html", ".css", ".csproj", ".props", ".targets", ".yml"];

    public string Name => System.IO.Path.GetFileName(Path);

    public string Extension => System.IO.Path.GetExtension(Path);

    public string[] ReadLines() => File.ReadAllLines(Repository.PathOf(Path));

    public override string ToString() => Path;

    /// <summary>Every such file of the repository, or of one folder.</summary>
    public static IReadOnlyList<TextFile> In(string folder = ".")
    {
        var root = Repository.PathOf(".");
        return
        [
            .. FilesBelow(new DirectoryInfo(Repository.PathOf(folder)))
                .Select(file => new TextFile(System.IO.Path.GetRelativePath(root, file.FullName)))
                .Where(static file => Extensions.Contains(file.Extension) && file.Name is not ("package-lock.json" or "protocol.lock.json"))
                .OrderBy(static file => file.Path, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<FileInfo> FilesBelow(DirectoryInfo folder) =>
        folder.EnumerateFiles().Concat(
            folder.EnumerateDirectories().Where(static child => !GeneratedFolders.Contains(child.Name)).SelectMany(FilesBelow));
}
