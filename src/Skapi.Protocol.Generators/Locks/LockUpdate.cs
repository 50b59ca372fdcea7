using Skapi.Protocol.Generators.Helpers;

namespace Skapi.Protocol.Generators.Locks;

/// <summary>Makes the next lock: what stands in the files, and what stood in them once.</summary>
internal static class LockUpdate
{
    public static IReadOnlyList<FileSurface> Apply(ProtocolLock locked, IReadOnlyList<FileSurface> files)
    {
        var matches = new TypeMatches(locked, files);
        var current = files.Select(file => Update(file, locked, matches)).ToList();

        // An inline type has no place of its own: it goes with its member, which is retired.
        foreach (var type in matches.Missing.Where(type => type.Type.Schema.Length > 0 && matches.FindRenamed(type) is null))
            AddRetired(current, type);
        return current;
    }

    private static FileSurface Update(FileSurface file, ProtocolLock locked, TypeMatches matches)
    {
        var path = locked.RelativePathOf(file);
        var types = file.Types.Select(type =>
            KeepRetired(matches.All.FirstOrDefault(match => match.Current.Path == path && match.Current.Type.Name == type.Name)?.Locked.Type, type));
        var before = locked.Files.FirstOrDefault(item => item.Path == path);
        return file with
        {
            Path = path,
            Namespace = file.Namespace.Length > 0 ? file.Namespace : before?.Namespace ?? "",
            Types = types.ToEquatableArray(),
        };
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

    /// <summary>Keeps a type, and the cases of a union with it.</summary>
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

        // Where the name stands for another schema by now, that of the place remains to remember it by.
        var types = files[index].Types;
        var kept = types.Any(other => other.Name == type.Name) ? [type with { Name = type.Schema }] : cases.Prepend(type);
        files[index] = files[index] with { Types = types.Concat(kept).ToEquatableArray() };
    }
}
