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

    private static readonly Histogram<long> TargetBitrate = Meter.CreateHistogram<long>(
        "skapi.rtc.media.sent.target", "bit/s", "Rate that the encoder was told to use.");

    /// <summary>Records measurements. Listeners of the app are called, so no lock is held, and they may throw.</summary>
    public static void Record(MediaMeasurements measured)
    {
        var kind = new KeyValuePair<string, object?>("kind", measured.Kind);
        if (measured.Sent.Packets > 0)
        {
            PacketsSent.Add(measured.Sent.Packets, kind);
            BytesSent.Add(measured.Sent.Bytes, kind);
        }

        if (measured.Sent.Retransmissions > 0)
            Retransmissions.Add(measured.Sent.Retransmissions, kind);
        if (measured.FractionLost is { } lost)
            FractionLost.Record(lost, kind);
        if (measured.RoundTripTime is { } roundTrip)
            RoundTripTime.Record(roundTrip.TotalSeconds, kind);
        if (measured.TargetBitrate is { } target)
            TargetBitrate.Record(target, kind);

        if (measured.Received.Packets > 0)
        {
            PacketsReceived.Add(measured.Received.Packets, kind);
            BytesReceived.Add(measured.Received.Bytes, kind);
            FramesReceived.Add(measured.Received.Frames, kind);
            Jitter.Record(measured.Jitter.TotalSeconds, kind);
        }

        if (measured.Received.KeyFrameRequests > 0)
            KeyFrameRequests.Add(measured.Received.KeyFrameRequests, kind);
    }
}
