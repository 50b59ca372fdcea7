using Skapi.Protocol.Generators.Helpers;

namespace Skapi.Protocol.Generators.Locks;

/// <summary>Creates the next lock: the current content of the files, and what was retired.</summary>
internal static class LockUpdate
{
    public static IReadOnlyList<FileSurface> Apply(ProtocolLock locked, IReadOnlyList<FileSurface> files)
    {
        var matches = new TypeMatches(locked, files);
        var current = files.Select(file => Update(file, locked, matches)).ToList();

        // An inline type has no place in the schema: its member is retired instead.
        foreach (var type in matches.Missing.Where(type => type.Type.Schema.Length > 0 && matches.FindRenamed(type) is null))
            AddRetired(current, type);
        return current;
    }

    private static FileSurface Update(FileSurface file, ProtocolLock locked, TypeMatches matches)
    {
        var path = locked.RelativePathOf(file);
        var types = file.Types.Select(type =>
            KeepRetired(matches.All.FirstOrDefault(match => IsOf(match.Current, type))?.Locked.Type, type));
        var before = locked.Files.FirstOrDefault(item => item.Path == path);
        return file with
        {
            Path = path,
            Namespace = file.Namespace.Length > 0 ? file.Namespace : before?.Namespace ?? "",
            Types = types.ToEquatableArray(),
        };

        bool IsOf(FileType current, TypeSurface type) => current.Path == path && current.Type.Name == type.Name;
    }

    private static TypeSurface KeepRetired(TypeSurface? locked, TypeSurface type)
    {
        if (locked is null || locked.Kind != type.Kind || !type.Kind.IsOnTheWire())
            return type;

        var items = type.Items.Select(item => KeepKeys(locked.Items.FirstOrDefault(before => before.WireName == item.WireName), item));
        var retired = locked.Items
            .Where(item => !type.Items.Any(current => current.WireName == item.WireName))
            .Select(static item => item with { IsRetired = true });
        return type with { Items = items.Concat(retired).ToEquatableArray() };
    }

    private static ItemSurface KeepKeys(ItemSurface? locked, ItemSurface item)
    {
        if (locked is null)
            return item;

        var keys = locked.RetiredKeys.Concat(locked.Key is { } key ? [key] : []).Distinct().Where(key => key != item.Key);
        return item with { RetiredKeys = keys.ToEquatableArray() };
    }

    /// <summary>Keeps a type as retired, with the cases of a union.</summary>
    private static void AddRetired(List<FileSurface> files, FileType gone)
    {
        var (file, type) = (gone.File, gone.Type with { IsRetired = true });
        var cases = file.Types
            .Where(other => other.IsCase && other.Name.StartsWith(type.Name + ".", StringComparison.Ordinal))
            .Select(static other => other with { IsRetired = true });
        var index = files.FindIndex(other => other.Path == file.Path);
        if (index < 0)
        {
            index = files.Count;
            files.Add(file with { Types = default });
        }

        // If another schema has the name by now, the retired type is kept under its place in the schema.
        var types = files[index].Types;
        var kept = types.Any(other => other.Name == type.Name) ? [type with { Name = type.Schema }] : cases.Prepend(type);
        files[index] = files[index] with { Types = types.Concat(kept).ToEquatableArray() };
    }
}
