using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.Schemas;

/// <summary>A constraint of one value.</summary>
/// <param name="kinds">The kinds of values that it concerns. Values of other kinds meet it.</param>
/// <param name="path">The JSON Pointer of the constraint.</param>
/// <param name="limit">The limit, as text.</param>
internal abstract class Constraint(JsonKind[] kinds, string path, string limit)
{
    public string Path { get; } = path;

    public string Limit { get; } = limit;

    public bool Concerns(JsonKind kind) => kinds.Contains(kind);

    /// <summary>Checks a value.</summary>
    /// <param name="value">The JSON text of the value, which is valid.</param>
    /// <returns>What is wrong, or null if the value meets the constraint.</returns>
    public abstract string? Check(ReadOnlySpan<byte> value);
}

/// <summary>The number of characters (Unicode code points) of a string.</summary>
internal sealed class LengthConstraint(string path, int limit, bool isMaximum)
    : Constraint([JsonKind.String], path, limit.ToString(CultureInfo.InvariantCulture))
{
    public override string? Check(ReadOnlySpan<byte> value)
    {
        using var text = StringText.Read(value, stackalloc byte[StringText.SmallSize]);

        // Each character has one byte that does not continue another one.
        var length = 0;
        foreach (var unit in text.Utf8)
            length += (unit & 0xc0) != 0x80 ? 1 : 0;
        return CountMessage.Of(length, limit, isMaximum, "character(s)");
    }
}

/// <summary>A pattern that a part of a string must match.</summary>
internal sealed class PatternConstraint(string path, string pattern, Regex expression) : Constraint([JsonKind.String], path, pattern)
{
    public override string? Check(ReadOnlySpan<byte> value)
    {
        using var text = StringText.Read(value, stackalloc byte[StringText.SmallSize]);
        return expression.IsMatch(Encoding.UTF8.GetString(text.Utf8)) ? null : $"The string does not match the pattern “{Limit}”";
    }
}

/// <summary>A limit of a number, or of a string that contains a number.</summary>
internal sealed class NumberConstraint(JsonKind[] kinds, string path, string text, decimal limit, bool isMaximum, bool isExclusive)
    : Constraint(kinds, path, text)
{
    private readonly double _approximation = double.Parse(text, CultureInfo.InvariantCulture);

    public override string? Check(ReadOnlySpan<byte> value)
    {
        if (!TryCompare(value, out var order))
            return null;

        var isMet = isMaximum ? order < 0 : order > 0;
        if (isMet || (order == 0 && !isExclusive))
            return null;
        return $"The number must be {(isMaximum ? "less" : "greater")} than {(isExclusive ? "" : "or equal to ")}{Limit}";
    }

    private bool TryCompare(ReadOnlySpan<byte> value, out int order)
    {
        using var text = value[0] == '"' ? StringText.Read(value, stackalloc byte[StringText.SmallSize]) : new UnescapedText(value);
        order = 0;
        if (decimal.TryParse(text.Utf8, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact))
            order = exact.CompareTo(limit);

        // A decimal cannot be as large as a double, and rounds what is as small as 1e-30 to zero.
        if (order == 0)
        {
            if (!double.TryParse(text.Utf8, NumberStyles.Float, CultureInfo.InvariantCulture, out var approximation))
                return false;
            order = approximation.CompareTo(_approximation);
        }

        return true;
    }
}

/// <summary>The number of elements of an array, or of members of an object.</summary>
internal sealed class CountConstraint(string path, int limit, bool isMaximum, bool ofMembers)
    : Constraint([ofMembers ? JsonKind.Object : JsonKind.Array], path, limit.ToString(CultureInfo.InvariantCulture))
{
    public override string? Check(ReadOnlySpan<byte> value)
    {
        var reader = JsonReader.OfUtf8(value, ValidationOptions.DepthCeiling, depth: 0);
        var count = 0;
        if (ofMembers)
        {
            reader.ReadObjectStart();
            for (; reader.ReadMemberText(out _); count++)
                reader.Skip();
        }
        else
        {
            reader.ReadArrayStart();
            for (; reader.ReadElement(); count++)
                reader.Skip();
        }

        return CountMessage.Of(count, limit, isMaximum, ofMembers ? "member(s)" : "element(s)");
    }
}

/// <summary>An array without equal elements.</summary>
internal sealed class UniqueConstraint(string path) : Constraint([JsonKind.Array], path, "true")
{
    public override string? Check(ReadOnlySpan<byte> value)
    {
        var reader = JsonReader.OfUtf8(value, ValidationOptions.DepthCeiling, depth: 0);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        reader.ReadArrayStart();
        for (var index = 0; reader.ReadElement(); index++)
        {
            reader.PeekKind();
            var start = reader.Position;
            reader.Skip();
            var canonical = CanonicalJson.Of(value[start..reader.Position]);
            if (!seen.TryAdd(canonical, index))
                return $"The elements {seen[canonical]} and {index} are equal";
        }

        return null;
    }
}

/// <summary>The text of a JSON string.</summary>
internal static class StringText
{
    /// <summary>The size of a buffer for most strings.</summary>
    public const int SmallSize = 128;

    public static UnescapedText Read(ReadOnlySpan<byte> value, Span<byte> buffer)
    {
        var raw = value[1..^1];
        return new JsonText(raw, raw.Contains((byte)'\\')).Unescape(buffer);
    }
}

/// <summary>The message of a number that is too small or too large.</summary>
internal static class CountMessage
{
    public static string? Of(int count, int limit, bool isMaximum, string unit)
    {
        if (isMaximum ? count <= limit : count >= limit)
            return null;
        return $"The value has {count} {unit}, but the {(isMaximum ? "maximum" : "minimum")} is {limit}";
    }
}
