namespace Skapi.Rtc.Statistics;

/// <summary>A pair of ICE candidates (W3C WebRTC Statistics, RTCIceCandidatePairStats).</summary>
/// <param name="Local">The candidate of this side.</param>
/// <param name="Remote">The candidate of the other side.</param>
public sealed record CandidatePairStats(CandidateStats Local, CandidateStats Remote)
{
    /// <summary>The latest round-trip time, measured by STUN.</summary>
    public TimeSpan? CurrentRoundTripTime { get; init; }

    /// <summary>
    /// The bits a second that the path is estimated to carry from this side, all flows of the connection together; null if it is not known,
    /// because no media are sent or the other side does not report when packets arrive.
    /// </summary>
    public double? AvailableOutgoingBitrate { get; init; }

    /// <summary>The number of changes of the selected pair so far.</summary>
    public int? Changes { get; init; }
}
