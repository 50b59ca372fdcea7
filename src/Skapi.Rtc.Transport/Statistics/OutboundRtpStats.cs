using Skapi.Protocol;

namespace Skapi.Rtc.Statistics;

/// <summary>
/// An RTP stream that is sent (W3C WebRTC Statistics, RTCOutboundRtpStreamStats), with what the other side reports about it
/// (RTCRemoteInboundRtpStreamStats).
/// </summary>
/// <param name="Kind">Audio or video.</param>
/// <param name="Mid">The media section of the stream.</param>
public sealed record OutboundRtpStats(MediaKind Kind, string Mid)
{
    /// <summary>The synchronization source of the stream.</summary>
    public uint? Ssrc { get; init; }

    /// <summary>The codec, or null before media was sent.</summary>
    public CodecStats? Codec { get; init; }

    /// <summary>The number of RTP packets sent.</summary>
    public long PacketsSent { get; init; }

    /// <summary>The number of payload bytes sent.</summary>
    public long BytesSent { get; init; }

    /// <summary>The number of frames sent, or null for audio.</summary>
    public long? FramesSent { get; init; }

    /// <summary>The number of key-frame requests received (W3C: pliCount), or null for audio.</summary>
    public long? PliCount { get; init; }

    /// <summary>The bits a second that the encoder was told to use, or null if there is no estimate.</summary>
    public double? TargetBitrate { get; init; }

    /// <summary>The number of packets that the other side reports as lost.</summary>
    public long? PacketsLost { get; init; }

    /// <summary>The share of packets lost since the previous report, from 0 to 1.</summary>
    public double? FractionLost { get; init; }

    /// <summary>The jitter that the other side reports.</summary>
    public TimeSpan? Jitter { get; init; }

    /// <summary>The latest round-trip time, measured by RTCP.</summary>
    public TimeSpan? RoundTripTime { get; init; }
}
