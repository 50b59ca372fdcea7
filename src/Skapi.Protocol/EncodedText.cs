using System.Buffers.Text;
using System.Globalization;

namespace Skapi.Protocol;

/// <summary>The texts of the values of <c>metadata.encoding</c>, in UTF-8.</summary>
internal static class EncodedText
{
    /// <summary>The maximum length of a formatted value in bytes.</summary>
    public const int MaxLength = 48;

    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>Parses a whole number: digits without a leading zero, and perhaps a minus sign.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        return IsNumber(text, allowsFraction: false)
            && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Parses a whole number: digits without a leading zero.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ulong value)
    {
        value = 0;
        return IsNumber(text, allowsFraction: false) && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Parses a decimal number. One with more digits than a <see cref="decimal"/> has is refused and not rounded.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out decimal value)
    {
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

        value = 0;
        Span<byte> again = stackalloc byte[MaxLength];
        return IsNumber(text, allowsFraction: true)
            && decimal.TryParse(text, Styles, CultureInfo.InvariantCulture, out value)
            && again[..Format(value, again)].EndsWith(text.TrimStart((byte)'-'));
    }

    /// <summary>Parses a UUID (RFC 9562, section 4), in upper or lower case.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Guid value) =>
        Utf8Parser.TryParse(text, out value, out var length, 'D') && length == text.Length;

    /// <summary>Parses a date (RFC 3339, “full-date”).</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateOnly value)
    {
        value = default;
        if (text.Length != DateFormat.Length)
            return false;

        Span<char> chars = stackalloc char[DateFormat.Length];
        for (var i = 0; i < chars.Length; i++)
            chars[i] = (char)text[i];
        return DateOnly.TryParseExact(chars, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out value);
    }

    /// <summary>Parses a duration of weeks, or of days and a time (RFC 3339, appendix A).</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out TimeSpan value) => Iso8601Duration.TryParse(text, out value);

    /// <summary>Formats a whole number.</summary>
    /// <returns>The number of bytes.</returns>
    public static int Format(long value, Span<byte> destination)
    {
        Utf8Formatter.TryFormat(value, destination, out var length);
        return length;
    }

    /// <inheritdoc cref="Format(long, Span{byte})"/>
    public static int Format(ulong value, Span<byte> destination)
    {
        Utf8Formatter.TryFormat(value, destination, out var length);
        return length;
    }

    /// <summary>Formats a decimal number with all of its digits after the point.</summary>
    /// <returns>The number of bytes.</returns>
    public static int Format(decimal value, Span<byte> destination)
    {
        value.TryFormat(destination, out var length, default, CultureInfo.InvariantCulture);
        return length;
    }

    /// <summary>Formats a UUID in lower case.</summary>
    /// <returns>The number of bytes.</returns>
    public static int Format(Guid value, Span<byte> destination)
    {
        Utf8Formatter.TryFormat(value, destination, out var length, 'D');
        return length;
    }

    /// <summary>Formats a date.</summary>
    /// <returns>The number of bytes.</returns>
    public static int Format(DateOnly value, Span<byte> destination)
    {
        value.TryFormat(destination, out var length, DateFormat, CultureInfo.InvariantCulture);
        return length;
    }

    /// <summary>Formats a duration in days, hours, minutes and seconds.</summary>
    /// <returns>The number of bytes.</returns>
    public static int Format(TimeSpan value, Span<byte> destination) => Iso8601Duration.Format(value, destination);

    private static bool IsNumber(ReadOnlySpan<byte> text, bool allowsFraction)
    {
        if (text.Length > 1 && text[0] == '-')
            text = text[1..];
        var point = allowsFraction ? text.IndexOf((byte)'.') : -1;
        var whole = point < 0 ? text : text[..point];
        return AreDigits(whole) && (whole.Length == 1 || whole[0] != '0') && (point < 0 || AreDigits(text[(point + 1)..]));
    }

    private static bool AreDigits(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
