using System.Diagnostics.Metrics;

namespace Skapi.Rtc.Managed.Media;

/// <summary>
/// The metrics of media, for OpenTelemetry: the meter is called “Skapi.Rtc.Managed”. They are recorded with each report to the other side,
/// about once a second, and at the end. The tag <c>kind</c> is <c>audio</c> or <c>video</c>. No address, user id or call id is recorded.
/// </summary>
internal static class MediaMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Skapi.Rtc.Managed";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> PacketsSent =
        Meter.CreateCounter<long>("skapi.rtc.media.sent.packets", "{packet}", "RTP packets sent, without those that are sent again.");

    private static readonly Counter<long> BytesSent =
        Meter.CreateCounter<long>("skapi.rtc.media.sent.bytes", "By", "Payload bytes of RTP packets sent.");

    private static readonly Counter<long> Retransmissions =
        Meter.CreateCounter<long>("skapi.rtc.media.sent.retransmissions", "{packet}", "RTP packets sent again on request.");

    private static readonly Counter<long> PacketsReceived =
        Meter.CreateCounter<long>("skapi.rtc.media.received.packets", "{packet}", "RTP packets received.");

    private static readonly Counter<long> BytesReceived =
        Meter.CreateCounter<long>("skapi.rtc.media.received.bytes", "By", "Payload bytes of RTP packets received.");

    private static readonly Counter<long> FramesReceived =
        Meter.CreateCounter<long>("skapi.rtc.media.received.frames", "{frame}", "Frames that were complete.");

    private static readonly Counter<long> KeyFrameRequests =
        Meter.CreateCounter<long>("skapi.rtc.media.keyframe.requests", "{request}", "Requests for a key frame that were sent.");

    private static readonly Histogram<double> Jitter =
        Meter.CreateHistogram<double>("skapi.rtc.media.received.jitter", "s", "Variation of the arrival times of packets (RFC 3550).");

    private static readonly Histogram<double> FractionLost =
        Meter.CreateHistogram<double>("skapi.rtc.media.sent.loss", "1", "Share of packets lost, as the other side reports it.");

    private static readonly Histogram<double> RoundTripTime =
        Meter.CreateHistogram<double>("skapi.rtc.media.rtt", "s", "Round-trip time measured by RTCP.");

    /// <summary>Records what a section has sent and received since the previous call.</summary>
    public static void Record(Transceiver transceiver)
    {
        var kind = new KeyValuePair<string, object?>("kind", transceiver.Kind.Value);
        var outgoing = transceiver.Outgoing;
        var sent = outgoing.TakeUnrecorded();
        if (sent.Packets > 0)
        {
            PacketsSent.Add(sent.Packets, kind);
            BytesSent.Add(sent.Bytes, kind);
        }

        if (sent.Retransmissions > 0)
            Retransmissions.Add(sent.Retransmissions, kind);

        if (outgoing.TakeReport() is { } report)
        {
            FractionLost.Record(report.FractionLost / 256.0, kind);
            if (outgoing.RoundTripTime is { } roundTrip)
                RoundTripTime.Record(roundTrip.TotalSeconds, kind);
        }

        foreach (var stream in transceiver.Incoming.Values)
            Record(stream, kind);
    }

    /// <summary>Records what a stream has received since the previous call.</summary>
    public static void Record(IncomingStream stream, KeyValuePair<string, object?> kind)
    {
        var received = stream.TakeUnrecorded();
        if (received.Packets > 0)
        {
            PacketsReceived.Add(received.Packets, kind);
            BytesReceived.Add(received.Bytes, kind);
            FramesReceived.Add(received.Frames, kind);
            Jitter.Record(stream.Statistics.Jitter.TotalSeconds, kind);
        }

        if (received.KeyFrameRequests > 0)
            KeyFrameRequests.Add(received.KeyFrameRequests, kind);
    }
}
