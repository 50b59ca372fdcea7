using System.Collections.Immutable;

namespace Skapi.Rtc.Calls;

/// <summary>Everything that is known of the calls of one client.</summary>
internal sealed record SwitchboardModel
{
    /// <summary>How many candidates of one cid are held before its offer comes; more are dropped.</summary>
    public const int MaxEarlyCandidates = 32;

    /// <summary>From how many cids candidates are held before an offer; those of further ones are dropped.</summary>
    public const int MaxEarlySenders = 64;

    /// <summary>How many ended calls are remembered; the oldest makes room.</summary>
    public const int MaxEndedCalls = 256;

    /// <summary>For how long the echo of a hang-up is expected. A gateway's round trip takes milliseconds.</summary>
    public static readonly TimeSpan EchoLifetime = TimeSpan.FromSeconds(3);

    /// <summary>For how long a candidate is sure to be held. An offer that it overtook is not far behind.</summary>
    public static readonly TimeSpan EarlyLifetime = TimeSpan.FromSeconds(30);

    /// <summary>For how long an ended call is remembered. What it still sends is under way for seconds at the most.</summary>
    public static readonly TimeSpan EndedLifetime = TimeSpan.FromMinutes(2);

    public required string OwnUserId { get; init; }

    /// <summary>The calls that have not ended.</summary>
    public ImmutableDictionary<CallKey, CallModel> Calls { get; init; } = ImmutableDictionary<CallKey, CallModel>.Empty;

    /// <summary>Candidates that came before the offer they belong to, by cid.</summary>
    public ImmutableDictionary<string, EarlyCandidates> EarlyCandidates { get; init; } = ImmutableDictionary<string, EarlyCandidates>.Empty;

    /// <summary>Until when the published client may still echo a hang-up, by cid. Its echo names no call, and must not end the next one.</summary>
    public ImmutableDictionary<string, DateTimeOffset> EchoesDue { get; init; } = ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>Until when an ended call is remembered, by its id. A signal of it that comes late or twice must not ring.</summary>
    public ImmutableDictionary<string, DateTimeOffset> EndedCalls { get; init; } = ImmutableDictionary<string, DateTimeOffset>.Empty;
}
