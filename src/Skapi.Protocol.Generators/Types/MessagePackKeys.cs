using System.Globalization;
using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Schemas;

namespace Skapi.Protocol.Generators.Types;

/// <summary>Assigns the MessagePack keys of the members of a record or the cases of a union.</summary>
internal static class MessagePackKeys
{
    /// <summary>The key of each: its metadata.key, or its position if none of them has one.</summary>
    public static IReadOnlyList<int> Assign(IReadOnlyList<SchemaProperty> items, DiagnosticBag diagnostics)
    {
        if (items.All(static item => item.Schema.Metadata.Key is null))
            return [.. Enumerable.Range(0, items.Count)];

        var keys = new List<int>();
        var taken = new HashSet<int>();
        foreach (var item in items)
        {
            if (item.Schema.Metadata.Key is not { } node)
            {
                diagnostics.Report(DiagnosticDescriptors.MissingMessagePackKey, item.NameRange, item.Name);
                keys.Add(0);
                continue;
            }

            var key = int.Parse(node.Text, CultureInfo.InvariantCulture);
            if (!taken.Add(key))
                diagnostics.Report(DiagnosticDescriptors.DuplicateMessagePackKey, node.Range, node.Text);
            keys.Add(key);
        }

        return keys;
    }
}
