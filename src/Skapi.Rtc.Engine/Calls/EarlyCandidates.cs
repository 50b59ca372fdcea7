using System.Collections.Immutable;
using Skapi.Protocol;

namespace Skapi.Rtc.Calls;

/// <summary>The candidates of one cid that arrived before the offer that they belong to.</summary>
/// <param name="Signals">The signals that carried them.</param>
/// <param name="Until">When they may be dropped to make room for others.</param>
internal sealed record EarlyCandidates(ImmutableArray<Signal> Signals, TimeSpan Until)
{
    /// <summary>No candidates.</summary>
    public static EarlyCandidates None { get; } = new([], TimeSpan.MinValue);
}
