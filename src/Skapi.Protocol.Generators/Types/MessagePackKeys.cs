using System.Globalization;
using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Json;
using Skapi.Protocol.Generators.Schemas;

namespace Skapi.Protocol.Generators.Types;

/// <summary>Assigns the MessagePack keys of the members of a record or the cases of a union.</summary>
internal static class MessagePackKeys
{
    /// <summary>The key of each: its metadata.key, or its position if none of them has one.</summary>
    /// <param name="items">The members or cases.</param>
    /// <param name="additional">The key of the additional members, or null if the schema does not set it.</param>
    /// <param name="first">The first position: 1 if the additional members are at position 0.</param>
    /// <param name="diagnostics">Receives errors.</param>
    public static IReadOnlyList<int> Assign(
        IReadOnlyList<SchemaProperty> items, JsonNode? additional, int first, DiagnosticBag diagnostics)
    {
        if (additional is null && items.All(static item => item.Schema.Metadata.Key is null))
            return [.. Enumerable.Range(first, items.Count)];

        var keys = new List<int>();
        var taken = new HashSet<int>();
        if (additional is not null)
            taken.Add(int.Parse(additional.Text, CultureInfo.InvariantCulture));
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
