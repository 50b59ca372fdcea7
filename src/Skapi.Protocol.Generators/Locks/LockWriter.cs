using System.Globalization;
using System.Text;
using Skapi.Protocol.Generators.Emit;

namespace Skapi.Protocol.Generators.Locks;

/// <summary>Writes a lock: sorted, and a line for each part, so that a change of it reads well in a diff.</summary>
internal static class LockWriter
{
    public const int Version = 1;

    public static string Write(IEnumerable<FileSurface> files)
    {
        var text = new StringBuilder();
        text.Append("{\n  \"version\": ").Append(Version).Append(",\n  \"files\": {");
        WriteMembers(text, 4, files.OrderBy(static file => file.Path, StringComparer.Ordinal), static file => file.Path, static (text, file) =>
        {
            text.Append('{');
            WriteMembers(text, 6, file.Types.OrderBy(static type => type.Name, StringComparer.Ordinal), static type => type.Name, WriteType);
            text.Append("    }");
        });
        return text.Append("  }\n}\n").ToString();
    }

    private static void WriteType(StringBuilder text, TypeSurface type)
    {
        text.Append("{\n        \"kind\": ").Append(CSharp.Json(type.Kind.ToString().ToLowerInvariant())).Append(",\n");
        if (type.Schema.Length > 0)
            text.Append("        \"schema\": ").Append(CSharp.Json(type.Schema)).Append(",\n");
        if (type.Tag.Length > 0)
            text.Append("        \"tag\": ").Append(CSharp.Json(type.Tag)).Append(",\n");
        text.Append("        \"items\": {");
        WriteMembers(text, 10, type.Items, static item => item.WireName, WriteItem);
        text.Append("        }\n      }");
    }

    private static void WriteItem(StringBuilder text, ItemSurface item)
    {
        text.Append("{ \"name\": ").Append(CSharp.Json(item.Name));
        if (item.Type is not null)
            text.Append(", \"type\": ").Append(CSharp.Json(item.Type.Text));
        if (item.IsRequired)
            text.Append(", \"required\": true");
        if (item.Key is { } key)
            text.Append(", \"key\": ").Append(key.ToString(CultureInfo.InvariantCulture));
        if (item.IsRetired)
            text.Append(", \"retired\": true");
        text.Append(" }");
    }

    private static void WriteMembers<T>(StringBuilder text, int indentation, IEnumerable<T> items, Func<T, string> name, Action<StringBuilder, T> write)
    {
        var separator = "\n";
        foreach (var item in items)
        {
            text.Append(separator).Append(' ', indentation).Append(CSharp.Json(name(item))).Append(": ");
            write(text, item);
            separator = ",\n";
        }

        text.Append('\n');
    }
}
