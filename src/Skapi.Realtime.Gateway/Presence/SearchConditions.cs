using Skapi.Protocol;

namespace Skapi.Realtime.Gateway.Presence;

/// <summary>Reads a comparison from its spellings.</summary>
internal static class SearchConditions
{
    /// <summary>The comparison that a sign or a word means, null for an unknown one.</summary>
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
