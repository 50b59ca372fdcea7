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
            AddRetired(current, type.File, Retire(type));
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

    private static IEnumerable<TypeSurface> Retire(FileType type) => type.File.Types
        .Where(other => other.Name == type.Type.Name || other.Name.StartsWith(type.Type.Name + ".", StringComparison.Ordinal))
        .Select(static other => other with { IsRetired = true });

    private static void AddRetired(List<FileSurface> files, FileSurface locked, IEnumerable<TypeSurface> retired)
    {
        var index = files.FindIndex(file => file.Path == locked.Path);
        if (index < 0)
        {
            files.Add(locked with { Types = retired.ToEquatableArray() });
            return;
        }

        // A name that stands for another schema now is no longer free to be written.
        var types = files[index].Types;
        var free = retired.Select(type => types.Any(other => other.Name == type.Name) ? type with { Name = type.Schema } : type);
        files[index] = files[index] with { Types = types.Concat(free).ToEquatableArray() };
    }
}
