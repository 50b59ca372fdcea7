using System.Globalization;
using System.Text;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Locks;

/// <summary>Writes a lock, sorted and with a line for each part, so that a diff of it is easy to read.</summary>
internal static class LockWriter
{
    public const int Version = 2;

    public static string Write(IEnumerable<FileSurface> files)
    {
        var text = new StringBuilder();
        text.Append("{\n  \"version\": ").Append(Version).Append(",\n  \"files\": {");
        WriteMembers(text, 4, files.OrderBy(static file => file.Path, StringComparer.Ordinal), static file => file.Path, WriteFile);
        return text.Append("  }\n}\n").ToString();
    }

    private static void WriteFile(StringBuilder text, FileSurface file)
    {
        text.Append("{\n");
        if (file.Namespace.Length > 0)
            WriteText(text, 6, "namespace", file.Namespace);
        text.Append("      \"types\": {");
        WriteMembers(text, 8, file.Types.OrderBy(static type => type.Name, StringComparer.Ordinal), static type => type.Name, WriteType);
        text.Append("      }\n    }");
    }

    private static void WriteType(StringBuilder text, TypeSurface type)
    {
        text.Append("{\n");
        WriteText(text, 10, "kind", type.Kind.ToString().ToLowerInvariant());
        if (type.Schema.Length > 0)
            WriteText(text, 10, "schema", type.Schema);
        if (type.Kind == SurfaceKind.Union)
        {
            WriteText(text, 10, "tag", type.Tag);
            WriteText(text, 10, "tagProperty", type.TagProperty);
        }

        if (type.IsRetired)
            text.Append("          \"retired\": true,\n");
        text.Append("          \"items\": {");
        WriteMembers(text, 12, type.Items, static item => item.WireName, WriteItem);
        text.Append("          }\n        }");
    }

    private static void WriteText(StringBuilder text, int indentation, string name, string value) =>
        text.Append(' ', indentation).Append(JsonText.Quote(name)).Append(": ").Append(JsonText.Quote(value)).Append(",\n");

    private static void WriteItem(StringBuilder text, ItemSurface item)
    {
        text.Append("{ \"name\": ").Append(JsonText.Quote(item.Name));
        if (item.Type is not null)
            text.Append(", \"type\": ").Append(JsonText.Quote(item.Type.Text));
        if (item.From is not null)
            text.Append(", \"from\": ").Append(JsonText.Quote(item.From));
        if (item.IsRequired)
            text.Append(", \"required\": true");
        if (item.IsPayload)
            text.Append(", \"payload\": true");
        if (item.Default is not null)
            text.Append(", \"default\": ").Append(JsonText.Quote(item.Default));
        if (item.Constraints is not null)
            text.Append(", \"constraints\": ").Append(JsonText.Quote(item.Constraints));
        if (item.Key is { } key)
            text.Append(", \"key\": ").Append(Text(key));
        if (item.RetiredKeys.Count > 0)
            text.Append(", \"retiredKeys\": [").Append(string.Join(", ", item.RetiredKeys.Select(Text))).Append(']');
        if (item.IsRetired)
            text.Append(", \"retired\": true");
        text.Append(" }");
    }

    private static string Text(int key) => key.ToString(CultureInfo.InvariantCulture);

    private static void WriteMembers<T>(
        StringBuilder text, int indentation, IEnumerable<T> items, Func<T, string> name, Action<StringBuilder, T> write)
    {
        var separator = "\n";
        foreach (var item in items)
        {
            text.Append(separator).Append(' ', indentation).Append(JsonText.Quote(name(item))).Append(": ");
            write(text, item);
            separator = ",\n";
        }

        text.Append('\n');
    }
}
