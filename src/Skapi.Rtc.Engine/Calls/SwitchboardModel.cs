using System.Collections.Immutable;
using Skapi.Protocol;

namespace Skapi.Rtc.Calls;

/// <summary>Everything that is known of the calls of one client.</summary>
internal sealed record SwitchboardModel
{
    /// <summary>How many candidates of one cid are held before its offer comes; more are dropped.</summary>
    public const int MaxEarlyCandidates = 32;

    /// <summary>From how many cids candidates are held before an offer; those of further ones are dropped.</summary>
    public const int MaxEarlySenders = 64;

    /// <summary>For how long the echo of a hang-up is expected. A gateway's round trip takes milliseconds.</summary>
    public static readonly TimeSpan EchoLifetime = TimeSpan.FromSeconds(3);

    public required string OwnUserId { get; init; }

    /// <summary>The calls that have not ended.</summary>
    public ImmutableDictionary<CallKey, CallModel> Calls { get; init; } = ImmutableDictionary<CallKey, CallModel>.Empty;

    /// <summary>Candidates that came before the offer they belong to, by cid.</summary>
    public ImmutableDictionary<string, ImmutableArray<Signal>> EarlyCandidates { get; init; } =
        ImmutableDictionary<string, ImmutableArray<Signal>>.Empty;

    /// <summary>Until when the published client may still echo a hang-up, by cid. Its echo names no call, and must not end the next one.</summary>
    public ImmutableDictionary<string, DateTimeOffset> EchoesDue { get; init; } = ImmutableDictionary<string, DateTimeOffset>.Empty;
}
