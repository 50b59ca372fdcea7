using Skapi.Protocol;

namespace Skapi.Rtc.Statistics;

/// <summary>An RTP stream that arrives (W3C WebRTC Statistics, RTCInboundRtpStreamStats).</summary>
/// <param name="Kind">Audio or video.</param>
/// <param name="Mid">The media section of the stream.</param>
public sealed record InboundRtpStats(MediaKind Kind, string Mid)
{
    /// <summary>The id of the track (<see cref="Media.IRemoteTrack.Id"/>).</summary>
    public string? TrackIdentifier { get; init; }

    /// <summary>The synchronization source of the stream.</summary>
    public uint? Ssrc { get; init; }

    /// <summary>The codec, or null before media has arrived.</summary>
    public CodecStats? Codec { get; init; }

    /// <summary>The number of RTP packets received.</summary>
    public long PacketsReceived { get; init; }

    /// <summary>The number of payload bytes received.</summary>
    public long BytesReceived { get; init; }

    /// <summary>The number of packets lost. It can be negative if packets arrived twice (RFC 3550, section 6.4.1).</summary>
    public long? PacketsLost { get; init; }

    /// <summary>The variation of the packets' arrival times (RFC 3550, section 6.4.1).</summary>
    public TimeSpan? Jitter { get; init; }

    /// <summary>The number of frames received, or null for audio.</summary>
    public long? FramesReceived { get; init; }

    /// <summary>The number of key-frame requests sent (W3C: pliCount), or null for audio.</summary>
    public long? PliCount { get; init; }

    /// <summary>The number of packets that the other side reports as sent (RTCRemoteOutboundRtpStreamStats).</summary>
    public long? RemotePacketsSent { get; init; }

    /// <summary>The number of payload bytes that the other side reports as sent.</summary>
    public long? RemoteBytesSent { get; init; }
}
