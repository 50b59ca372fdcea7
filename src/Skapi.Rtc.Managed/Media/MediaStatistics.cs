using Skapi.Protocol;
using Skapi.Rtc.Statistics;

namespace Skapi.Rtc.Managed.Media;

/// <summary>The statistics of media sections, with the names of W3C WebRTC Statistics.</summary>
internal static class MediaStatistics
{
    /// <summary>What arrives in a section, one record for each stream.</summary>
    public static IEnumerable<InboundRtpStats> InboundOf(Transceiver transceiver) =>
        transceiver.Incoming.Values.Select(stream => new InboundRtpStats(transceiver.Kind, transceiver.Mid ?? "")
        {
            TrackIdentifier = transceiver.Track?.Id,
            Ssrc = stream.Ssrc,
            Codec = CodecOf(stream.Format),
            PacketsReceived = stream.Statistics.Received,
            BytesReceived = stream.Statistics.Bytes,
            PacketsLost = stream.Statistics.Lost,
            Jitter = stream.Statistics.Jitter,
            FramesReceived = transceiver.Kind == MediaKind.Video ? stream.Frames : null,
            PliCount = transceiver.Kind == MediaKind.Video ? stream.KeyFrameRequests : null,
            RemotePacketsSent = stream.SenderInfo?.Packets,
            RemoteBytesSent = stream.SenderInfo?.Bytes,
        });

    /// <summary>What a section sends, or null before this side was allowed to send.</summary>
    public static OutboundRtpStats? OutboundOf(Transceiver transceiver)
    {
        var stream = transceiver.Outgoing;
        if (!transceiver.Parameters.Sends && stream.Packets == 0)
            return null;

        var report = stream.Report;
        return new OutboundRtpStats(transceiver.Kind, transceiver.Mid ?? "")
        {
            Ssrc = stream.Ssrc,
            Codec = stream.Format is { } format ? CodecOf(format) : null,
            PacketsSent = stream.Packets,
            BytesSent = stream.Bytes,
            FramesSent = transceiver.Kind == MediaKind.Video ? stream.Frames : null,
            PliCount = transceiver.Kind == MediaKind.Video ? stream.KeyFrameRequests : null,
            TargetBitrate = stream.TargetBitrate,
            PacketsLost = report?.Lost,
            FractionLost = report?.FractionLost / 256.0,
            Jitter = report is { } block && stream.Format is { } sent
                ? TimeSpan.FromSeconds((double)block.Jitter / sent.Format.ClockRate)
                : null,
            RoundTripTime = stream.RoundTripTime,
        };
    }

    private static CodecStats CodecOf(MediaFormat format) =>
        new(format.Format.MimeType, format.PayloadType, format.Format.ClockRate, format.Format.Channels);
}
