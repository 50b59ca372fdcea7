namespace Skapi.Protocol.Generators.Locks;

/// <summary>A type and the file that it stands in.</summary>
internal sealed class FileType(string path, FileSurface file, TypeSurface type)
{
    /// <summary>The file's path from the lock's folder.</summary>
    public string Path { get; } = path;

    public FileSurface File { get; } = file;

    public TypeSurface Type { get; } = type;
}

/// <summary>A locked type with the type that stands for it now.</summary>
/// <param name="Locked">The locked type.</param>
/// <param name="Current">The type in the files.</param>
/// <param name="IsDirect">Whether its place or its name matches. Otherwise only a member leads to it.</param>
internal sealed record TypeMatch(FileType Locked, FileType Current, bool IsDirect);

/// <summary>
/// Finds the type in the files that stands for each locked type. The place in a schema is compared before the name, and the same file
/// before others; a statechart has one type of each kind. Then unchanged members lead from type to type, so that a renamed definition is
/// found.
/// </summary>
internal sealed class TypeMatches
{
    private readonly List<FileType> _locked;
    private readonly List<FileType> _current;
    private readonly Dictionary<FileType, FileType> _directly = [];
    private readonly HashSet<FileType> _taken = [];
    private readonly HashSet<(FileType, FileType)> _known = [];
    private readonly List<TypeMatch> _matches = [];

    public TypeMatches(ProtocolLock locked, IReadOnlyList<FileSurface> files)
    {
        // A file that cannot be read has errors of its own, so its types are not compared.
        var unreadable = new HashSet<string>(
            files.Where(static file => !file.IsReadable).Select(locked.RelativePathOf), StringComparer.Ordinal);
        _locked =
        [
            .. locked.Files.Where(file => !unreadable.Contains(file.Path))
                .SelectMany(static file => file.Types.Select(type => new FileType(file.Path, file, type))),
        ];
        _current = [.. files.SelectMany(file => file.Types.Select(type => new FileType(locked.RelativePathOf(file), file, type)))];
        MatchDirectly();
        FollowMembers();
    }

    /// <summary>The matches, direct ones first.</summary>
    public IReadOnlyList<TypeMatch> All => _matches;

    /// <summary>The locked types without a match by place or name.</summary>
    public IEnumerable<FileType> Missing => _locked.Where(locked => !locked.Type.IsCase && !_directly.ContainsKey(locked));

    /// <summary>The types in the files.</summary>
    public IReadOnlyList<FileType> Current => _current;

    /// <summary>The match of a renamed type: a member leads to it, and no other locked type matches it. Null if the type is gone.</summary>
    public TypeMatch? FindRenamed(FileType missing) => _matches.Find(match => match.Locked == missing && !_taken.Contains(match.Current));

    private void MatchDirectly()
    {
        Func<FileType, FileType, bool>[] rules =
        [
            static (locked, current) =>
                locked.Path == current.Path && locked.Type.Schema.Length > 0 && locked.Type.Schema == current.Type.Schema,
            static (locked, current) => locked.Path == current.Path && locked.Type.Name == current.Type.Name,
            static (locked, current) =>
                locked.Path == current.Path && locked.Type.Kind == current.Type.Kind && !locked.Type.Kind.IsOnTheWire(
                ),
            static (locked, current) => locked.Type.Name == current.Type.Name && !locked.File.IsElsewhere(current.File),
            static (locked, current) => locked.Type.Name == current.Type.Name && !locked.Type.IsRetired,
        ];
        foreach (var rule in rules)
        {
            foreach (var locked in Missing.ToList())
            {
                if (_current.Find(current => !current.Type.IsCase && !_taken.Contains(current) && rule(locked, current)) is not { } found)
                    continue;

                _taken.Add(found);
                _directly.Add(locked, found);
            }
        }

        foreach (var locked in _locked)
        {
            if (_directly.TryGetValue(locked, out var current))
                Add(locked, current, isDirect: true);
        }
    }

    private void FollowMembers()
    {
        for (var i = 0; i < _matches.Count; i++)
        {
            var (locked, current, _) = _matches[i];
            foreach (var item in locked.Type.Items.Where(static item => !item.IsRetired))
            {
                var now = current.Type.Items.FirstOrDefault(candidate => candidate.WireName == item.WireName);
                if (now is not null
                    && item.Type?.Shape == now.Type?.Shape
                    && Find(_locked, locked, item) is { } before
                    && Find(_current, current, now) is { } after
                    && locked.Type.IsRetired == before.Type.IsRetired)
                {
                    Add(before, after, isDirect: false);
                }
            }
        }
    }

    private void Add(FileType locked, FileType current, bool isDirect)
    {
        if (_known.Add((locked, current)))
            _matches.Add(new(locked, current, isDirect));
    }

    /// <summary>
    /// Finds the type of a member: in the file of its owner, or in the file that metadata.ref leads to. A lock of an older tool does not
    /// name this file.
    /// </summary>
    private static FileType? Find(List<FileType> types, FileType owner, ItemSurface item)
    {
        if (item.Type?.Emitted is not { } name)
            return null;

        var found = types.FindAll(type => type.Type.Name == name);
        if (item.From is { } file)
            found = found.FindAll(type => type.Path == file || type.Path.EndsWith("/" + file, StringComparison.Ordinal));
        else if (found.Find(type => type.Path == owner.Path) is { } own)
            return own;
        return found.Count == 1 ? found[0] : null;
    }
}
