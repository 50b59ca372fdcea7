using System.Buffers.Text;

namespace Skapi.Protocol;

/// <summary>Durations of RFC 3339, appendix A, that have a fixed length: <c>P2W</c>, <c>P1DT2H3M4.5S</c>, <c>-PT1S</c>.</summary>
/// <remarks>Years and months are refused, because their length depends on the date. A minus sign is an addition of ISO 8601-2.</remarks>
internal static class Iso8601Duration
{
    private const int MaxDigits = 15;
    private const int FractionDigits = 7;

    /// <summary>Parses a duration.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out TimeSpan value)
    {
        value = default;
        var isNegative = !text.IsEmpty && text[0] == '-';
        if (isNegative)
            text = text[1..];
        if (text.Length < 3 || text[0] != 'P')
            return false;

        text = text[1..];
        Int128 ticks = 0;
        if (text[^1] == 'W')
        {
            if (!TryReadPart(ref text, 'W', 7 * TimeSpan.TicksPerDay, ref ticks) || !text.IsEmpty)
                return false;
        }
        else
        {
            TryReadPart(ref text, 'D', TimeSpan.TicksPerDay, ref ticks);
            if (!text.IsEmpty && !TryReadTime(text, ref ticks))
                return false;
        }

        if (isNegative)
            ticks = -ticks;
        if (ticks < TimeSpan.MinValue.Ticks || ticks > TimeSpan.MaxValue.Ticks)
            return false;

        value = new((long)ticks);
        return true;
    }

    /// <summary>Formats a duration.</summary>
    /// <returns>The number of bytes.</returns>
    public static int Format(TimeSpan value, Span<byte> destination)
    {
        var length = 0;
        if (value < TimeSpan.Zero)
            destination[length++] = (byte)'-';
        destination[length++] = (byte)'P';

        // The magnitude of the smallest value does not fit a long.
        var ticks = value.Ticks < 0 ? (ulong)-(value.Ticks + 1) + 1 : (ulong)value.Ticks;
        WritePart(destination, ref length, ref ticks, TimeSpan.TicksPerDay, 'D');
        if (ticks > 0 || value == TimeSpan.Zero)
        {
            destination[length++] = (byte)'T';
            WritePart(destination, ref length, ref ticks, TimeSpan.TicksPerHour, 'H');
            WritePart(destination, ref length, ref ticks, TimeSpan.TicksPerMinute, 'M');
            if (ticks > 0 || value == TimeSpan.Zero)
                WriteSeconds(destination, ref length, ticks);
        }

        return length;
    }

    /// <summary>Reads the time, which has at least one part.</summary>
    private static bool TryReadTime(ReadOnlySpan<byte> text, ref Int128 ticks)
    {
        if (text.Length < 3 || text[0] != 'T')
            return false;

        text = text[1..];
        TryReadPart(ref text, 'H', TimeSpan.TicksPerHour, ref ticks);
        TryReadPart(ref text, 'M', TimeSpan.TicksPerMinute, ref ticks);
        return text.IsEmpty || TryReadSeconds(text, ref ticks);
    }

    private static bool TryReadSeconds(ReadOnlySpan<byte> text, ref Int128 ticks)
    {
        if (TryReadPart(ref text, 'S', TimeSpan.TicksPerSecond, ref ticks))
            return text.IsEmpty;
        if (!TryReadPart(ref text, '.', TimeSpan.TicksPerSecond, ref ticks))
            return false;
        if (text.Length is < 2 or > FractionDigits + 1 || text[^1] != 'S')
            return false;

        var unit = TimeSpan.TicksPerSecond;
        foreach (var digit in text[..^1])
        {
            unit /= 10;
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            ticks += (digit - '0') * unit;
        }

        return true;
    }

    /// <summary>Reads digits and the sign behind them.</summary>
    private static bool TryReadPart(ref ReadOnlySpan<byte> text, char sign, long unit, ref Int128 ticks)
    {
        var length = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (length is <= 0 or > MaxDigits || text[length] != sign || !Utf8Parser.TryParse(text[..length], out long number, out _))
            return false;

        ticks += (Int128)number * unit;
        text = text[(length + 1)..];
        return true;
    }

    private static void WritePart(Span<byte> destination, ref int length, ref ulong ticks, long unit, char sign)
    {
        var (number, rest) = Math.DivRem(ticks, (ulong)unit);
        ticks = rest;
        if (number == 0)
            return;

        Utf8Formatter.TryFormat(number, destination[length..], out var digits);
        length += digits;
        destination[length++] = (byte)sign;
    }

    private static void WriteSeconds(Span<byte> destination, ref int length, ulong ticks)
    {
        var (seconds, fraction) = Math.DivRem(ticks, (ulong)TimeSpan.TicksPerSecond);
        Utf8Formatter.TryFormat(seconds, destination[length..], out var digits);
        length += digits;
        if (fraction > 0)
        {
            destination[length++] = (byte)'.';
            for (var unit = (ulong)TimeSpan.TicksPerSecond / 10; fraction > 0; unit /= 10)
            {
                destination[length++] = (byte)('0' + (fraction / unit));
                fraction %= unit;
            }
        }

        destination[length++] = (byte)'S';
    }
}
