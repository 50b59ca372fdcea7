using Skapi.Protocol.Generators.Helpers;

namespace Skapi.Protocol.Generators.Locks;

/// <summary>Makes the next lock: what stands in the files, and what stood in them once.</summary>
internal static class LockUpdate
{
    public static IReadOnlyList<FileSurface> Apply(ProtocolLock locked, IEnumerable<FileSurface> files)
    {
        var before = locked.Files.SelectMany(static file => file.Types).ToList();
        return [.. files.Select(file => file with
        {
            Path = locked.RelativePathOf(file),
            Types = file.Types.Select(type => KeepRetired(before.Find(item => item.Name == type.Name && item.Kind == type.Kind), type)).ToEquatableArray(),
        })];
    }

    private static TypeSurface KeepRetired(TypeSurface? locked, TypeSurface type)
    {
        if (locked is null || !type.Kind.IsOnTheWire())
            return type;

        var retired = locked.Items
            .Where(item => !type.Items.Any(current => current.WireName == item.WireName))
            .Select(static item => item with { IsRetired = true });
        return type with { Items = type.Items.Concat(retired).ToEquatableArray() };
    }
}
