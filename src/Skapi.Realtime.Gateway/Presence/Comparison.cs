namespace Skapi.Realtime.Gateway.Presence;

/// <summary>How a group search compares. A request can spell each comparison as a sign or as a word.</summary>
internal enum Comparison
{
    GreaterThan,
    GreaterThanOrEqual,
    Equal,
    LessThan,
    LessThanOrEqual,
    NotEqual,

    /// <summary>From the value to the range, both included.</summary>
    Range,
}
