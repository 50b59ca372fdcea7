using Skapi.Protocol;

namespace Skapi.Realtime.Gateway.Presence;

/// <summary>Converts conditions to comparisons.</summary>
internal static class SearchConditions
{
    /// <summary>Returns the comparison that a sign or a word means, or null if it is unknown.</summary>
    public static Comparison? ToComparison(this SearchCondition condition) => condition.Known switch
    {
        SearchCondition.Values.GreaterThanSign or SearchCondition.Values.GreaterThan => Comparison.GreaterThan,
        SearchCondition.Values.GreaterThanOrEqualSign or SearchCondition.Values.GreaterThanOrEqual => Comparison.GreaterThanOrEqual,
        SearchCondition.Values.EqualSign or SearchCondition.Values.Equal => Comparison.Equal,
        SearchCondition.Values.LessThanSign or SearchCondition.Values.LessThan => Comparison.LessThan,
        SearchCondition.Values.LessThanOrEqualSign or SearchCondition.Values.LessThanOrEqual => Comparison.LessThanOrEqual,
        SearchCondition.Values.NotEqualSign or SearchCondition.Values.NotEqual => Comparison.NotEqual,
        _ => null,
    };
}
