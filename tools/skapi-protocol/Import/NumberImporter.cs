using System.Text.Json.Nodes;

namespace Skapi.Protocol.Tool.Import;

/// <summary>Rewrites a schema of a number.</summary>
internal static class NumberImporter
{
    private static readonly (string Type, double Minimum, double Maximum)[] Integers =
    [
        ("uint8", byte.MinValue, byte.MaxValue),
        ("int8", sbyte.MinValue, sbyte.MaxValue),
        ("uint16", ushort.MinValue, ushort.MaxValue),
        ("int16", short.MinValue, short.MaxValue),
        ("uint32", uint.MinValue, uint.MaxValue),
        ("int32", int.MinValue, int.MaxValue),
    ];

    /// <summary>The smallest integer that has all values between the limits.</summary>
    public static JsonObject ConvertInteger(JsonObject schema, string pointer, ImportReport report)
    {
        var (minimum, maximum) = (LimitOf(schema["minimum"]), LimitOf(schema["maximum"]));
        if (minimum is null || maximum is null)
        {
            var type = minimum >= 0 ? "uint32" : "int32";
            report.Add(pointer, $"an integer without limits became {type}: for larger ones use a string with the encoding int64");
            return new() { ["type"] = type };
        }

        foreach (var (type, lowest, highest) in Integers)
        {
            if (minimum >= lowest && maximum <= highest)
                return new() { ["type"] = type };
        }

        report.Add(pointer, "an integer of more than 32 bits became float64, which rounds numbers beyond 2⁵³");
        return new() { ["type"] = "float64" };
    }

    /// <summary>The values of an integer type, or null for another type.</summary>
    public static (double Minimum, double Maximum)? RangeOf(string type)
    {
        foreach (var (name, minimum, maximum) in Integers)
        {
            if (name == type)
                return (minimum, maximum);
        }

        return null;
    }

    /// <summary>Whether a number is a value of a type of JSON Type Definition.</summary>
    public static bool IsInRange(JsonNode number, string type)
    {
        if (RangeOf(type) is { } range)
            return number.AsValue().TryGetValue<long>(out var value) && value >= range.Minimum && value <= range.Maximum;

        return LimitOf(number) is { } limit && double.IsFinite(limit);
    }

    private static double? LimitOf(JsonNode? node) => node is JsonValue value && value.TryGetValue<double>(out var limit) ? limit : null;
}
