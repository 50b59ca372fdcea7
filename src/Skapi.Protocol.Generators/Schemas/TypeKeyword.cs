using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Schemas;

/// <summary>The names of types of RFC 8927, section 2.2.3.</summary>
internal static class TypeKeyword
{
    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "boolean", "float32", "float64", "int8", "uint8", "int16", "uint16", "int32", "uint32", "string", "timestamp",
    };

    // The names of other schema languages for these types.
    private static readonly Dictionary<string, string> OtherTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bool"] = "boolean",
        ["byte"] = "uint8",
        ["date"] = "timestamp",
        ["datetime"] = "timestamp",
        ["date-time"] = "timestamp",
        ["double"] = "float64",
        ["float"] = "float32",
        ["int"] = "int32",
        ["integer"] = "int32",
        ["number"] = "float64",
        ["short"] = "int16",
        ["text"] = "string",
        ["uint"] = "uint32",
    };

    /// <summary>Reports a name that is not a type.</summary>
    public static void Check(JsonNode node, DiagnosticBag diagnostics)
    {
        var type = node.Text;
        if (Types.Contains(type))
            return;

        var suggestion = OtherTypes.TryGetValue(type, out var known) ? Suggestion.Of(known) : Suggestion.For(type, Types);
        diagnostics.Report(DiagnosticDescriptors.UnknownType, node.Range, type, suggestion);
    }
}
