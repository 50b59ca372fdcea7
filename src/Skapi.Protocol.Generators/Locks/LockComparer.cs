using Microsoft.CodeAnalysis;
using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Locks;

/// <summary>Compares what has shipped with what stands in the files, in three tiers: C# source, JSON and MessagePack.</summary>
internal sealed class LockComparer
{
    private readonly ProtocolLock _lock;
    private readonly IReadOnlyList<FileSurface> _files;
    private readonly IReadOnlyList<TypeSurface> _lockedTypes;
    private readonly List<(string Path, TypeSurface Type)> _types;
    private readonly HashSet<(string, string)> _compared = [];
    private readonly List<DiagnosticInfo> _diagnostics = [];

    public LockComparer(ProtocolLock locked, IReadOnlyList<FileSurface> files)
    {
        _lock = locked;
        _files = files;
        _lockedTypes = [.. locked.Files.SelectMany(static file => file.Types)];
        _types = [.. files.SelectMany(static file => file.Types.Select(type => (file.Path, type)))];
    }

    public IReadOnlyList<DiagnosticInfo> Compare()
    {
        foreach (var file in _lock.Files)
        {
            // Nothing is known of a file that cannot be read, and its own errors are reported.
            var current = _files.FirstOrDefault(candidate => _lock.RelativePathOf(candidate) == file.Path);
            if (current is { IsReadable: false })
                continue;

            // The record of a case is compared with its union.
            foreach (var type in file.Types.Where(static type => !type.Name.Contains('.')))
                CompareType(type, current);
        }

        return _diagnostics;
    }

    private void CompareType(TypeSurface locked, FileSurface? file)
    {
        if (locked.Schema.Length > 0 && file?.Types.FirstOrDefault(type => type.Schema == locked.Schema) is { } bySchema)
        {
            if (bySchema.Name != locked.Name && !_types.Exists(item => item.Type.Name == locked.Name))
                Report(DiagnosticDescriptors.LockedTypeGone, file.Path, bySchema.Range, locked.Name, $"it is called {bySchema.Name} now");
            CompareItems(locked, bySchema, file.Path);
            return;
        }

        var (path, byName) = Find(locked.Name);
        if (byName is null)
            Report(DiagnosticDescriptors.LockedTypeGone, _lock.Path, locked.Range, locked.Name, "nothing stands in its place");
        else
            CompareItems(locked, byName, path);
    }

    private void CompareItems(TypeSurface locked, TypeSurface type, string path)
    {
        if (!_compared.Add((locked.Name, type.Name)))
            return;

        if (locked.Kind != type.Kind)
        {
            ReportType(path, type.Range, type.Name, $"a {locked.Kind.ToString().ToLowerInvariant()}", $"a {type.Kind.ToString().ToLowerInvariant()}");
            return;
        }

        if (locked.Tag != type.Tag)
            Report(DiagnosticDescriptors.LockedTag, path, type.Range, type.Name, locked.Tag, type.Tag);

        foreach (var item in locked.Items.Where(static item => !item.IsRetired))
        {
            if (type.Items.FirstOrDefault(candidate => candidate.WireName == item.WireName) is { } current)
                CompareItem(item, current, type, path);
            else
                ReportGone(item, type, path);
        }

        foreach (var item in type.Items)
        {
            var before = locked.Items.FirstOrDefault(candidate => candidate.WireName == item.WireName);
            if (before is null or { IsRetired: true })
                CheckNew(item, before is not null, locked, type, path);
        }
    }

    private void CompareItem(ItemSurface locked, ItemSurface item, TypeSurface type, string path)
    {
        if (locked.Name != item.Name)
            Report(DiagnosticDescriptors.LockedNameGone, path, item.Range, type.Kind.ItemName(), locked.Name, type.Name);
        if (locked.IsRequired != item.IsRequired)
            ReportPresence(item, type, path, locked.IsRequired ? "was required and is optional" : "was optional and is required");
        if (locked.Key != item.Key)
            Report(DiagnosticDescriptors.LockedKey, path, item.Range, item.WireName, type.Name, Text(locked.Key), Text(item.Key));
        if (locked.Type is not { } before || item.Type is not { } after)
            return;

        if (before.Shape != after.Shape)
        {
            ReportType(path, item.Range, $"{type.Name}.{item.Name}", before.Text, after.Text);
            return;
        }

        if (before.Emitted is not { } lockedName || after.Emitted is not { } name)
            return;

        // A type that has another name is reported once, where it stands.
        if (lockedName != name && type.Kind == SurfaceKind.Record && Find(lockedName).Type is not null)
            Report(DiagnosticDescriptors.LockedSourceType, path, item.Range, $"{type.Name}.{item.Name}", before.Text, after.Text);
        if (_lockedTypes.FirstOrDefault(candidate => candidate.Name == lockedName) is { } lockedType && Find(name) is { Type: { } current } found)
            CompareItems(lockedType, current, found.Path);
    }

    private void CheckNew(ItemSurface item, bool wasRetired, TypeSurface locked, TypeSurface type, string path)
    {
        if (type.Kind == SurfaceKind.Actions)
            Report(DiagnosticDescriptors.LockedInterface, path, item.Range, item.Name, type.Name);
        if (wasRetired && type.Kind.IsOnTheWire())
            Report(DiagnosticDescriptors.LockedNameReused, path, item.Range, item.WireName, type.Name);
        if (item.IsRequired)
            ReportPresence(item, type, path, "is new and required");
        if (item.Key is { } key && locked.Items.FirstOrDefault(other => other.Key == key && other.WireName != item.WireName) is { } owner)
            Report(DiagnosticDescriptors.LockedKeyReused, path, item.Range, Text(key), type.Name, owner.WireName, item.WireName);
    }

    private void ReportGone(ItemSurface locked, TypeSurface type, string path)
    {
        var kind = type.Kind.ItemName();
        if (!type.Items.Any(item => item.Name == locked.Name))
            Report(DiagnosticDescriptors.LockedNameGone, path, type.Range, kind, locked.Name, type.Name);
        if (!type.Kind.IsOnTheWire())
            return;

        Report(DiagnosticDescriptors.LockedJsonGone, path, type.Range, kind, locked.WireName, type.Name);
        if (locked.Key is null || !type.Items.Any(item => item.Key == locked.Key))
            Report(DiagnosticDescriptors.LockedMessagePackGone, path, type.Range, kind, locked.WireName, type.Name);
    }

    private void ReportPresence(ItemSurface item, TypeSurface type, string path, string change)
    {
        foreach (var descriptor in new[] { DiagnosticDescriptors.LockedSourcePresence, DiagnosticDescriptors.LockedJsonPresence, DiagnosticDescriptors.LockedMessagePackPresence })
            Report(descriptor, path, item.Range, item.WireName, type.Name, change);
    }

    private void ReportType(string path, TextRange range, string name, string before, string after)
    {
        foreach (var descriptor in new[] { DiagnosticDescriptors.LockedSourceType, DiagnosticDescriptors.LockedJsonType, DiagnosticDescriptors.LockedMessagePackType })
            Report(descriptor, path, range, name, before, after);
    }

    private (string Path, TypeSurface? Type) Find(string name) => _types.Find(item => item.Type.Name == name);

    private void Report(DiagnosticDescriptor descriptor, string path, TextRange range, params string[] arguments) =>
        _diagnostics.Add(new(descriptor, path, range, arguments.ToEquatableArray()));

    private static string Text(int? key) => key is { } number ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : "none";
}
