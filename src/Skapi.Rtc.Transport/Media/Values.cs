using System.Runtime.CompilerServices;

namespace Skapi.Rtc.Media;

/// <summary>Checks the values that an app gives for media.</summary>
internal static class Values
{
    /// <summary>Returns a value that is more than zero.</summary>
    public static int Positive(int value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, name);
        return value;
    }

    /// <summary>Returns a value that is not more than a maximum, and more than zero.</summary>
    public static int Positive(int value, int max, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, max, name);
        return Positive(value, name);
    }

    /// <summary>Returns a value that is not null.</summary>
    public static T NotNull<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value;
    }
}
