using System.Collections.Immutable;

namespace Skapi.Rtc.Calls;

/// <summary>
/// Everything that is known about the calls of one client. Immutable; <see cref="Switchboard"/> makes a new one from an old one.
/// </summary>
internal sealed record SwitchboardModel
{
    /// <summary>The maximum number of candidates of one cid that are held before its offer arrives; more are dropped.</summary>
    public const int MaxEarlyCandidates = 32;

    /// <summary>The maximum number of cids whose candidates are held before an offer; those of further ones are dropped.</summary>
    public const int MaxEarlySenders = 64;

    /// <summary>The maximum number of ended calls that are remembered; the oldest is forgotten.</summary>
    public const int MaxEndedCalls = 256;

    /// <summary>How long the echo of a hang-up is expected. A round trip over the gateway takes milliseconds.</summary>
    public static readonly TimeSpan EchoLifetime = TimeSpan.FromSeconds(3);

    /// <summary>How long a candidate is certainly held. An offer that it overtook arrives soon after it.</summary>
    public static readonly TimeSpan EarlyLifetime = TimeSpan.FromSeconds(30);

    /// <summary>How long an ended call is remembered. Its late signals arrive within seconds.</summary>
    public static readonly TimeSpan EndedLifetime = TimeSpan.FromMinutes(2);

    /// <summary>How long after a hang-up a new realtime connection repeats it, because it may be lost with the one before.</summary>
    public static readonly TimeSpan HangupLifetime = TimeSpan.FromMinutes(1);

    /// <summary>This side's user id.</summary>
    public required string OwnUserId { get; init; }

    /// <summary>The calls that are not over. No two of them have the same cid.</summary>
    public ImmutableDictionary<CallKey, CallModel> Calls { get; init; } = ImmutableDictionary<CallKey, CallModel>.Empty;

    /// <summary>Candidates that arrived before the offer that they belong to, by cid.</summary>
    public ImmutableDictionary<string, EarlyCandidates> EarlyCandidates { get; init; } = ImmutableDictionary<string, EarlyCandidates>.Empty;

    /// <summary>
    /// Until when the published client may echo a hang-up, by cid. The echo names no call, and must not end the next one.
    /// </summary>
    public ImmutableDictionary<string, TimeSpan> EchoesDue { get; init; } = ImmutableDictionary<string, TimeSpan>.Empty;

    /// <summary>The calls that ended lately, by id. A late or repeated signal of one must not ring.</summary>
    public ImmutableDictionary<string, EndedCall> EndedCalls { get; init; } = ImmutableDictionary<string, EndedCall>.Empty;
}
