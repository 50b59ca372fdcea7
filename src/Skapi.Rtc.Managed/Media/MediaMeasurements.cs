namespace Skapi.Rtc.Managed.Media;

/// <summary>What a section has sent, or a stream has received, since it was measured before.</summary>
/// <param name="Kind"><c>audio</c> or <c>video</c>.</param>
internal readonly record struct MediaMeasurements(string Kind)
{
    /// <summary>What was sent.</summary>
    public (long Packets, long Bytes, long Retransmissions) Sent { get; private init; }

    /// <summary>The share of packets lost, if the other side has reported it since.</summary>
    public double? FractionLost { get; private init; }

    /// <summary>The round-trip time that the same report gave.</summary>
    public TimeSpan? RoundTripTime { get; private init; }

    /// <summary>The bits a second that the source was told to encode for, or null if there is no estimate.</summary>
    public long? TargetBitrate { get; private init; }

    /// <summary>What was received.</summary>
    public (long Packets, long Bytes, long Frames, long KeyFrameRequests) Received { get; private init; }

    /// <summary>The variation of the arrival times of packets.</summary>
    public TimeSpan Jitter { get; private init; }

    /// <summary>Measures what a section has sent.</summary>
    public static MediaMeasurements OfSent(Transceiver transceiver)
    {
        var outgoing = transceiver.Outgoing;
        var report = outgoing.TakeReport();
        return new MediaMeasurements(transceiver.Kind.Value)
        {
            Sent = outgoing.TakeUnrecorded(),
            FractionLost = report?.FractionLost / 256.0,
            RoundTripTime = report is null ? null : outgoing.RoundTripTime,
            TargetBitrate = outgoing.TargetBitrate,
        };
    }

    /// <summary>Measures what a stream has received.</summary>
    public static MediaMeasurements OfReceived(Transceiver transceiver, IncomingStream stream) => new(transceiver.Kind.Value)
    {
        Received = stream.TakeUnrecorded(),
        Jitter = stream.Statistics.Jitter,
    };
}
