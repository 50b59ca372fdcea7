namespace Skapi.Rtc.Statistics;

/// <summary>The transport of a peer connection (W3C WebRTC Statistics, RTCTransportStats).</summary>
public sealed record TransportStats
{
    /// <summary>The number of packets sent.</summary>
    public long? PacketsSent { get; init; }

    /// <summary>The number of packets received.</summary>
    public long? PacketsReceived { get; init; }

    /// <summary>The number of payload bytes sent, without headers of IP and UDP.</summary>
    public long? BytesSent { get; init; }

    /// <summary>The number of payload bytes received, without headers of IP and UDP.</summary>
    public long? BytesReceived { get; init; }

    /// <summary>The selected candidate pair, or null before one is selected.</summary>
    public CandidatePairStats? SelectedCandidatePair { get; init; }
}
