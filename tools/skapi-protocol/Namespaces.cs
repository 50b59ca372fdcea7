namespace Skapi.Protocol.Tool;

/// <summary>The namespaces that a project gives the files, as far as the command line says.</summary>
/// <param name="entries">A namespace for every file, or “path=namespace” for a file or a folder. The longest path counts.</param>
internal sealed class Namespaces(IEnumerable<string> entries)
{
    /// <summary>Nothing is known, so any two files may have different ones.</summary>
    public static readonly Namespaces Unknown = new([]);

    /// <summary>All files have the same, so no two types may have one name, as in a module of TypeScript.</summary>
    public static readonly Namespaces One = new(["Protocol"]);

    private readonly List<(string Path, string Name)> _entries =
    [
        .. entries
            .Select(static entry => entry.Split('=', 2))
            .Select(static parts => parts.Length == 2 ? (parts[0].Trim('/'), parts[1]) : ("", parts[0]))
            .OrderByDescending(static entry => entry.Item1.Length),
    ];

    /// <summary>The namespace of a file, by its path from the folder; null where it is not known.</summary>
    public string? Of(string path) => _entries.Find(entry => entry.Path.Length == 0 || path == entry.Path || path.StartsWith(entry.Path + "/", StringComparison.Ordinal)).Name;
}
