namespace Skapi.Protocol.Tool;

/// <summary>The namespaces of the files in a project, as given on the command line.</summary>
/// <param name="entries">A namespace for all files, or “path=namespace” for a file or a folder. The longest matching path wins.</param>
internal sealed class Namespaces(IEnumerable<string> entries)
{
    /// <summary>No namespace is known, so any two files can have different ones.</summary>
    public static readonly Namespaces Unknown = new([]);

    /// <summary>
    /// All files have the same namespace, those of referenced projects too, so that type names must be unique, as in a TypeScript module.
    /// </summary>
    public static readonly Namespaces One = new(["Protocol"]) { IncludeReferenced = true };

    private readonly List<(string Path, string Name)> _entries =
    [
        .. entries
            .Select(static entry => entry.Split('=', 2))
            .Select(static parts => parts.Length == 2 ? (parts[0].Trim('/'), parts[1]) : ("", parts[0]))
            .OrderByDescending(static entry => entry.Item1.Length),
    ];

    /// <summary>Whether the files of referenced projects are in the same namespace.</summary>
    public bool IncludeReferenced { get; private init; }

    /// <summary>The namespace of a file, or null if it is not known.</summary>
    /// <param name="path">The path of the file relative to the folder.</param>
    public string? Of(string path) => _entries.Find(entry => Includes(entry.Path, path)).Name;

    private static bool Includes(string folder, string path) =>
        folder.Length == 0 || path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);
}
