using System.Net;
using Skapi.Rtc.Managed.Crypto;

namespace Skapi.Rtc.Managed.Ice;

/// <summary>What an agent is created with.</summary>
internal sealed record IceOptions
{
    /// <summary>The source of random values.</summary>
    public required IRandomSource Random { get; init; }

    /// <summary>The STUN servers to ask for server-reflexive candidates.</summary>
    public IReadOnlyList<IPEndPoint> StunServers { get; init; } = [];

    /// <summary>The time between two new checks (RFC 8445, section 14.2, allows no less than 5 ms).</summary>
    public TimeSpan Pacing { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>The time before a check is sent again. It doubles with each transmission.</summary>
    public TimeSpan InitialTimeout { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The maximum number of transmissions of a check.</summary>
    public int MaxTransmissions { get; init; } = 8;

    /// <summary>The time from the first transmission of a check until it has failed.</summary>
    public TimeSpan CheckDuration => InitialTimeout * ((1 << MaxTransmissions) - 1);

    /// <summary>The maximum time for which the controlling side waits for a better pair than the first one that works.</summary>
    public TimeSpan NominationDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// The same time if that pair is over a relay or TCP. It is longer, because a direct pair often needs a second check: the NAT of the
    /// other side drops the first one. Data go over the relay or TCP meanwhile.
    /// </summary>
    public TimeSpan FallbackNominationDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The average time between an answer and the next consent check (RFC 7675 asks for at most 5 s).</summary>
    public TimeSpan ConsentInterval { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>The average time after which a consent check that was not answered is followed by another.</summary>
    public TimeSpan ConsentRetry { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>The time without an answer after which the agent is disconnected: the interval, and time for three checks.</summary>
    public TimeSpan DisconnectedAfter { get; init; } = TimeSpan.FromSeconds(7);

    /// <summary>The time without an answer after which consent has expired and the agent has failed (RFC 7675, section 5.1).</summary>
    public TimeSpan FailedAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The time after the last candidate of the other side after which an agent without a working pair has failed, but not before
    /// <see cref="CheckDuration"/> has passed since the other side's credentials came (RFC 8863, section 4).
    /// </summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The maximum number of candidates of the other side. Further ones are ignored.</summary>
    public int MaxRemoteCandidates { get; init; } = 64;
}
