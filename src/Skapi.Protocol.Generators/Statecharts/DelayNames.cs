using System.Globalization;

namespace Skapi.Protocol.Generators.Statecharts;

/// <summary>Tells delays that are a number of milliseconds from those that have a name, as JavaScript does: it takes more for a number than digits.</summary>
internal static class DelayNames
{
    private const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Whether a delay is a number in the one way in which it is written here: digits, without a zero in front.</summary>
    public static bool IsMilliseconds(string delay) =>
        delay.Length > 0 && delay.All(static character => character is >= '0' and <= '9') && (delay[0] != '0' || delay.Length == 1);

    /// <summary>Where a delay stands among the others: JavaScript puts the members of an object that are numbers first, in their order.</summary>
    public static double OrderOf(string delay) => IsMilliseconds(delay) ? double.Parse(delay, CultureInfo.InvariantCulture) : double.PositiveInfinity;

    /// <summary>Whether JavaScript takes a delay for a number that is written in another way.</summary>
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
