namespace Skapi.Realtime.Gateway.Presence;

/// <summary>Compares with a value, or with both ends of a range.</summary>
/// <typeparam name="T">Names or numbers.</typeparam>
/// <param name="comparison">How to compare.</param>
/// <param name="value">The value to compare with, or the lower end of a range.</param>
/// <param name="range">The upper end of a range. Otherwise unused.</param>
/// <param name="comparer">The order.</param>
internal sealed class Condition<T>(Comparison comparison, T value, T range, IComparer<T> comparer)
{
    /// <summary>Whether a candidate meets the condition.</summary>
    public bool Holds(T candidate)
    {
        var order = comparer.Compare(candidate, value);
        return comparison switch
        {
            Comparison.GreaterThan => order > 0,
            Comparison.GreaterThanOrEqual => order >= 0,
            Comparison.Equal => order == 0,
            Comparison.LessThan => order < 0,
            Comparison.LessThanOrEqual => order <= 0,
            Comparison.NotEqual => order != 0,
            Comparison.Range => order >= 0 && comparer.Compare(candidate, range) <= 0,
            _ => throw new InvalidOperationException($"“{comparison}” is not a known comparison."),
        };
    }
}
