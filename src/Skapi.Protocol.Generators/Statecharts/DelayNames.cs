using System.Globalization;

namespace Skapi.Protocol.Generators.Statecharts;

/// <summary>Distinguishes delays in milliseconds from named delays, as JavaScript does, for which more than digits is a number.</summary>
internal static class DelayNames
{
    private const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Whether a delay is a number of milliseconds in the allowed form: digits, without a leading zero.</summary>
    public static bool IsMilliseconds(string delay) =>
        delay.Length > 0 && delay.All(static character => character is >= '0' and <= '9') && (delay[0] != '0' || delay.Length == 1);

    /// <summary>The sort key of a delay. JavaScript puts the members of an object that are numbers first, in their order.</summary>
    public static double OrderOf(string delay) =>
        IsMilliseconds(delay) ? double.Parse(delay, CultureInfo.InvariantCulture) : double.PositiveInfinity;

    /// <summary>Whether JavaScript reads a delay as a number in another form.</summary>
    public static bool IsOddNumber(string delay)
    {
        var text = delay.Trim();
        return !IsMilliseconds(delay)
            && (text.Length == 0
                || double.TryParse(text, Decimal, CultureInfo.InvariantCulture, out _)
                || text.TrimStart('+', '-') == "Infinity"
                || (text.Length > 2 && text[0] == '0' && "xXoObB".IndexOf(text[1]) >= 0));
    }
}
