namespace Skapi.Protocol.Json;

/// <summary>Parses the integers of RFC 8927, section 2.2.3: any number without a fraction, such as 10.0 and 1e1.</summary>
internal static class JsonInteger
{
    // Beyond this many digits no value fits a 32-bit integer, and none overflows the accumulator.
    private const int MaxDigits = 18;

    /// <summary>Parses a number that follows the grammar of JSON.</summary>
    /// <returns>False if it has a fraction or needs more than 18 digits.</returns>
    public static bool TryParse(ReadOnlySpan<byte> number, out long value)
    {
        var negative = number[0] == '-';
        var mantissa = negative ? number[1..] : number;
        var exponentAt = mantissa.IndexOfAny((byte)'e', (byte)'E');
        var exponent = exponentAt < 0 ? 0 : ParseExponent(mantissa[(exponentAt + 1)..]);
        if (exponentAt >= 0)
            mantissa = mantissa[..exponentAt];

        var point = mantissa.IndexOf((byte)'.');
        var whole = point < 0 ? mantissa : mantissa[..point];
        var fraction = point < 0 ? default : mantissa[(point + 1)..].TrimEnd((byte)'0');

        var read = TryCombine(whole, fraction, exponent, out value);
        if (negative)
            value = -value;
        return read;
    }

    private static bool TryCombine(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction, int exponent, out long value)
    {
        // With the point moved behind the fraction's last digit, the number is digits * 10^scale.
        var scale = (long)exponent - fraction.Length;
        whole = whole.TrimStart((byte)'0');
        if (fraction.IsEmpty)
        {
            var trimmed = whole.TrimEnd((byte)'0');
            scale += whole.Length - trimmed.Length;
            whole = trimmed;
        }

        value = 0;
        if (whole.IsEmpty)
            fraction = fraction.TrimStart((byte)'0');
        if (whole.IsEmpty && fraction.IsEmpty)
            return true;
        if (scale < 0 || whole.Length + fraction.Length + scale > MaxDigits)
            return false;

        foreach (var digit in whole)
            value = (value * 10) + (digit - '0');
        foreach (var digit in fraction)
            value = (value * 10) + (digit - '0');
        for (; scale > 0; scale--)
            value *= 10;
        return true;
    }

    private static int ParseExponent(ReadOnlySpan<byte> text)
    {
        var negative = text[0] == '-';
        if (text[0] is (byte)'-' or (byte)'+')
            text = text[1..];

        // A longer exponent than any number's digits could balance is as good as the largest.
        var value = 0;
        foreach (var digit in text)
            value = Math.Min((value * 10) + (digit - '0'), 100_000_000);
        return negative ? -value : value;
    }
}
