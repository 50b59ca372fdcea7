using System.Globalization;
using Skapi.Protocol.Generators.Diagnostics;

namespace Skapi.Protocol.Generators.Locks;

/// <summary>Compares a locked type with the type that stands for it now, part by part.</summary>
internal sealed class TypeComparer(TypeMatches matches, BreakReport report)
{
    public void Compare(TypeSurface locked, TypeSurface type, string path)
    {
        if (locked.Kind != type.Kind)
        {
            report.AddType(isOnTheWire: true, path, type.Range, type.Name, locked.Describe(), type.Describe());
            return;
        }

        CompareTag(locked, type, path);
        foreach (var item in locked.Items.Where(static item => !item.IsRetired))
        {
            if (Find(type, item) is { } current)
                CompareItem(item, current, type, path);
            else
                ReportGone(item, type, path);
        }

        ComparePayload(locked, type, path);
        foreach (var item in type.Items)
        {
            var before = Find(locked, item);
            if (before is null or { IsRetired: true })
                CheckNew(item, before is not null, locked, type, path);
        }
    }

    private void CompareTag(TypeSurface locked, TypeSurface type, string path)
    {
        if (locked.Tag != type.Tag)
            report.Add(DiagnosticDescriptors.LockedTag, path, type.Range, type.Name, locked.Tag, type.Tag);
        if (locked.TagProperty != type.TagProperty)
            report.Add(DiagnosticDescriptors.LockedNameGone, path, type.Range, "tag", locked.TagProperty, type.Name);
    }

    /// <summary>Compares what metadata.presence adds: a property, and an enum with a value for each payload member.</summary>
    private void ComparePayload(TypeSurface locked, TypeSurface type, string path)
    {
        var gone = locked.Items.Where(
            item => item is { IsPayload: true, IsRetired: false } && Find(type, item) is not { IsPayload: true }).ToList();
        if (gone.Count == 0)
            return;

        if (!type.Items.Any(static item => item.IsPayload))
        {
            report.Add(DiagnosticDescriptors.LockedNameGone, path, type.Range, "property", "Payload", type.Name);
            return;
        }

        // If the member is missing too, its enum value was reported with it.
        foreach (var current in gone.Select(item => Find(type, item)).OfType<ItemSurface>())
            report.Add(DiagnosticDescriptors.LockedNameGone, path, current.Range, "value", current.Name, $"{type.Name}.PayloadKind");
    }

    private void CompareItem(ItemSurface locked, ItemSurface item, TypeSurface type, string path)
    {
        if (locked.Name != item.Name)
            report.Add(DiagnosticDescriptors.LockedNameGone, path, item.Range, type.Kind.ItemName(), locked.Name, type.Name);
        if (locked.IsRequired != item.IsRequired)
        {
            var change = locked.IsRequired ? "was required, but is now optional" : "was optional, but is now required";
            report.AddPresence(path, item.Range, item.WireName, type.Name, change);
        }

        if (locked.Key != item.Key)
            report.Add(DiagnosticDescriptors.LockedKey, path, item.Range, item.WireName, type.Name, Text(locked.Key), Text(item.Key));
        if (type.Kind is SurfaceKind.Triggers or SurfaceKind.Tasks && locked.Type is null != item.Type is null)
        {
            string[] change = [DescribePayload(locked), DescribePayload(item)];
            report.AddType(isOnTheWire: false, path, item.Range, $"{type.Name}.{item.Name}", change[0], change[1]);
        }

        if (locked.Type is not { } before || item.Type is not { } after)
            return;

        // A renamed type is reported once, in its own place, where its parts are compared too.
        var isAnother = type.Kind is SurfaceKind.Record or SurfaceKind.Wrapper or SurfaceKind.KindUnion or SurfaceKind.Triggers
            or SurfaceKind.Tasks
            && before != after
            && matches.Current.Any(other => other.Type.Name == before.Emitted);
        if (before.Shape != after.Shape)
            report.AddType(type.Kind.IsOnTheWire(), path, item.Range, $"{type.Name}.{item.Name}", before.Text, after.Text);
        else if (isAnother)
            report.AddType(isOnTheWire: false, path, item.Range, $"{type.Name}.{item.Name}", before.Text, after.Text);
        else if (!locked.IsRequired && !item.IsRequired)
            CompareDefault(locked, item, type, path);
        if (before.Shape == after.Shape && locked.Constraints != item.Constraints)
        {
            string[] arguments = [$"{type.Name}.{item.Name}", locked.Constraints ?? "none", item.Constraints ?? "none"];
            report.Add(DiagnosticDescriptors.LockedConstraints, path, item.Range, arguments);
        }
    }

    private static string DescribePayload(ItemSurface item) =>
        item.Type is null ? "one without a payload" : $"one with the payload {item.Type}";

    private void CompareDefault(ItemSurface locked, ItemSurface item, TypeSurface type, string path)
    {
        if (IsSameDefault(locked, item))
            return;

        string[] arguments = [$"{type.Name}.{item.Name}", DescribeDefault(locked), DescribeDefault(item)];
        if (locked.Default is null || item.Default is null)
        {
            // The C# property is nullable without a default.
            report.Add(DiagnosticDescriptors.LockedSourceType, path, item.Range, arguments);
            return;
        }

        report.Add(DiagnosticDescriptors.LockedJsonType, path, item.Range, arguments);
        report.Add(DiagnosticDescriptors.LockedMessagePackType, path, item.Range, arguments);
    }

    /// <summary>Whether the defaults are the same value. A number can be written in several ways: 1 and 1.0.</summary>
    private static bool IsSameDefault(ItemSurface locked, ItemSurface item) => locked.Default == item.Default
        || (item.Type is { Emitted: null, Text: not "string" }
            && double.TryParse(locked.Default, NumberStyles.Float, CultureInfo.InvariantCulture, out var before)
            && double.TryParse(item.Default, NumberStyles.Float, CultureInfo.InvariantCulture, out var after)
            && before.Equals(after));

    private static string DescribeDefault(ItemSurface item) =>
        item.Type?.Text + (item.Default is null ? " without a default" : $" with the default “{item.Default}”");

    private void CheckNew(ItemSurface item, bool wasRetired, TypeSurface locked, TypeSurface type, string path)
    {
        if (type.Kind == SurfaceKind.Actions)
            report.Add(DiagnosticDescriptors.LockedInterface, path, item.Range, item.Name, type.Name);
        if (wasRetired && type.Kind.IsOnTheWire())
            report.Add(DiagnosticDescriptors.LockedNameReused, path, item.Range, item.WireName, type.Name);
        if (item.IsRequired)
            report.AddPresence(path, item.Range, item.WireName, type.Name, "is new and required");
        if (item.Key is not { } key)
            return;

        if (locked.Items.FirstOrDefault(other => other.WireName != item.WireName && other.HasHadKey(key)) is { } owner)
            report.Add(DiagnosticDescriptors.LockedKeyReused, path, item.Range, Text(key), type.Name, owner.WireName, item.WireName);
    }

    private void ReportGone(ItemSurface locked, TypeSurface type, string path)
    {
        var kind = type.Kind.ItemName();
        if (!type.Items.Any(item => item.Name == locked.Name))
            report.Add(DiagnosticDescriptors.LockedNameGone, path, type.Range, kind, locked.Name, type.Name);
        if (!type.Kind.IsOnTheWire())
            return;

        report.Add(DiagnosticDescriptors.LockedJsonGone, path, type.Range, kind, locked.WireName, type.Name);
        if (locked.Key is null || !type.Items.Any(item => item.Key == locked.Key))
            report.Add(DiagnosticDescriptors.LockedMessagePackGone, path, type.Range, kind, locked.WireName, type.Name);
    }

    private static ItemSurface? Find(TypeSurface type, ItemSurface item) =>
        type.Items.FirstOrDefault(candidate => candidate.WireName == item.WireName);

    private static string Text(int? key) => key is { } number ? number.ToString(CultureInfo.InvariantCulture) : "absent";
}
