namespace Skapi.Rtc.Statistics;

/// <summary>
/// The statistics of a peer connection at one moment (W3C WebRTC Statistics). A value is null if the stack does not measure it.
/// </summary>
public sealed record RtcStats
{
    /// <summary>When the values were read.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The connection as a whole.</summary>
    public TransportStats Transport { get; init; } = new();

    /// <summary>The media that arrives, one record for each stream.</summary>
    public IReadOnlyList<InboundRtpStats> InboundRtp { get; init; } = [];

    /// <summary>The media that is sent, one record for each stream.</summary>
    public IReadOnlyList<OutboundRtpStats> OutboundRtp { get; init; } = [];

    /// <summary>The data channels.</summary>
    public IReadOnlyList<DataChannelStats> DataChannels { get; init; } = [];
}
