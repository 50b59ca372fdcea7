namespace Skapi.Protocol.Json;

/// <summary>
/// Timestamps of RFC 8927: RFC 3339 with an uppercase T and Z, and with leap seconds, which the platform's parser does not support.
/// </summary>
internal static class Rfc3339
{
    /// <summary>The maximum length of a formatted timestamp, in bytes.</summary>
    public const int MaxLength = 28;

    private const int MinutesOfDay = 24 * 60;

    /// <summary>Parses a timestamp. A leap second becomes the next second; digits beyond 100 ns are dropped.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset timestamp)
    {
        timestamp = default;
        if (!TrySplit(text, out var fields, out var fraction, out var offsetMinutes))
            return false;

        var leap = fields.Second == 60 ? 1 : 0;
        if (fields.Year < 1)
            return false;

        var ticks = new DateTime(
            fields.Year, fields.Month, fields.Day, fields.Hour, fields.Minute, fields.Second - leap, DateTimeKind.Unspecified).Ticks
            + (leap * TimeSpan.TicksPerSecond) + (leap == 1 ? 0 : fraction);
        var utcTicks = ticks - (offsetMinutes * TimeSpan.TicksPerMinute);
        if (utcTicks < DateTime.MinValue.Ticks || utcTicks > DateTime.MaxValue.Ticks || ticks > DateTime.MaxValue.Ticks)
            return false;

        // A DateTimeOffset supports offsets up to 14 hours. With a larger offset, the instant is kept in UTC.
        timestamp = Math.Abs(offsetMinutes) <= 14 * 60
            ? new(ticks, TimeSpan.FromMinutes(offsetMinutes))
            : new(utcTicks, TimeSpan.Zero);
        return true;
    }

    /// <summary>Whether a text is a timestamp, also of years that .NET does not support.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text) => TrySplit(text, out _, out _, out _);

    /// <summary>
    /// Formats a timestamp in UTC, with milliseconds like JavaScript's toISOString, or with seven digits if it is more precise.
    /// </summary>
    public static int Format(DateTimeOffset timestamp, Span<byte> destination)
    {
        var utc = timestamp.UtcDateTime;
        var (date, time) = (DateOnly.FromDateTime(utc), utc.TimeOfDay);
        WriteDigits(destination[..4], date.Year);
        destination[4] = (byte)'-';
        WriteDigits(destination[5..7], date.Month);
        destination[7] = (byte)'-';
        WriteDigits(destination[8..10], date.Day);
        destination[10] = (byte)'T';
        WriteDigits(destination[11..13], time.Hours);
        destination[13] = (byte)':';
        WriteDigits(destination[14..16], time.Minutes);
        destination[16] = (byte)':';
        WriteDigits(destination[17..19], time.Seconds);
        destination[19] = (byte)'.';

        var fraction = (int)(utc.Ticks % TimeSpan.TicksPerSecond);
        var isWhole = fraction % TimeSpan.TicksPerMillisecond == 0;
        var end = isWhole ? 23 : 27;
        WriteDigits(destination[20..end], isWhole ? fraction / (int)TimeSpan.TicksPerMillisecond : fraction);
        destination[end] = (byte)'Z';
        return end + 1;
    }

    private static void WriteDigits(Span<byte> destination, int value)
    {
        for (var i = destination.Length - 1; i >= 0; i--)
        {
            (value, var digit) = Math.DivRem(value, 10);
            destination[i] = (byte)('0' + digit);
        }
    }

    private readonly record struct Fields(int Year, int Month, int Day, int Hour, int Minute, int Second);

    private static bool TrySplit(ReadOnlySpan<byte> text, out Fields fields, out long fraction, out int offsetMinutes)
    {
        fields = default;
        (fraction, offsetMinutes) = (0, 0);
        // yyyy-MM-ddTHH:mm:ss and at least a Z.
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':')
            return false;

        if (!TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month) || !TryDigits(text[8..10], out var day)
            || !TryDigits(text[11..13], out var hour) || !TryDigits(text[14..16], out var minute)
            || !TryDigits(text[17..19], out var second))
        {
            return false;
        }

        fields = new(year, month, day, hour, minute, second);
        if (month is < 1 or > 12 || day < 1 || day > DaysIn(year, month) || hour > 23 || minute > 59 || second > 60)
            return false;

        var rest = text[19..];
        if (rest[0] == '.' && !TryFraction(ref rest, out fraction))
            return false;

        return TryOffset(rest, out offsetMinutes) && (second < 60 || IsLeapSecond(fields, offsetMinutes));
    }

    /// <summary>
    /// RFC 3339, section 5.7: a leap second is the last of a month, in UTC. In which months there was one is not looked up.
    /// </summary>
    private static bool IsLeapSecond(Fields fields, int offsetMinutes) => ((fields.Hour * 60) + fields.Minute - offsetMinutes) switch
    {
        MinutesOfDay - 1 => fields.Day == DaysIn(fields.Year, fields.Month),
        -1 => fields.Day == 1,
        _ => false,
    };

    private static bool TryFraction(ref ReadOnlySpan<byte> rest, out long ticks)
    {
        ticks = 0;
        var length = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (length <= 0)
            return false;

        for (var i = 0; i < 7; i++)
            ticks = (ticks * 10) + (i < length ? rest[1 + i] - '0' : 0);
        rest = rest[(1 + length)..];
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1)
            return text[0] == 'Z';

        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':'
            || !TryDigits(text[1..3], out var hour) || !TryDigits(text[4..6], out var minute) || hour > 23 || minute > 59)
        {
            return false;
        }

        minutes = ((hour * 60) + minute) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            value = (value * 10) + (digit - '0');
        }

        return true;
    }

    // The year 0 is a leap year of the proleptic Gregorian calendar; DateTime does not know it.
    private static int DaysIn(int year, int month) => DateTime.DaysInMonth(year == 0 ? 4 : year, month);
}
