namespace Skapi.Realtime.Gateway.Presence;

/// <summary>How a group search compares, whichever of its two spellings a request uses.</summary>
internal enum Comparison
{
    GreaterThan,
    GreaterThanOrEqual,
    Equal,
    LessThan,
    LessThanOrEqual,
    NotEqual,

    /// <summary>From value to range, both included.</summary>
    Range,
}
