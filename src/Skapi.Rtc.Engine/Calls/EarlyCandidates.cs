using System.Collections.Immutable;
using Skapi.Protocol;

namespace Skapi.Rtc.Calls;

/// <summary>The candidates of one cid that came before the offer they belong to.</summary>
/// <param name="Signals">The signals that carried them.</param>
/// <param name="Until">When they may make room for others.</param>
internal sealed record EarlyCandidates(ImmutableArray<Signal> Signals, DateTimeOffset Until)
{
    public static EarlyCandidates None { get; } = new([], DateTimeOffset.MinValue);
}
