namespace Skapi.Rtc.Statistics;

/// <summary>
/// Converts statistics to the objects of W3C WebRTC Statistics (RTCStatsReport), with the types, names and units that a page gets from
/// <c>getStats()</c>: for tools that know those of browsers.
/// </summary>
public static class RtcStatsReport
{
    private const string TransportId = "T";

    /// <summary>Converts statistics.</summary>
    /// <returns>
    /// The objects by their id. Members without a value are missing. Times are in seconds, and <c>timestamp</c> is in milliseconds.
    /// </returns>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, object>> Of(RtcStats stats)
    {
        ArgumentNullException.ThrowIfNull(stats);
        var report = new Report(stats.Timestamp);
        AddTransport(report, stats.Transport);
        foreach (var stream in stats.InboundRtp)
            AddInbound(report, stream);

        foreach (var stream in stats.OutboundRtp)
            AddOutbound(report, stream);

        for (var i = 0; i < stats.DataChannels.Count; i++)
            AddChannel(report, $"D{i}", stats.DataChannels[i]);

        return report.Objects;
    }

    private static void AddTransport(Report report, TransportStats stats)
    {
        var pair = stats.SelectedCandidatePair;
        report.Add(
            TransportId, "transport", ("packetsSent", stats.PacketsSent), ("packetsReceived", stats.PacketsReceived),
            ("bytesSent", stats.BytesSent), ("bytesReceived", stats.BytesReceived),
            ("selectedCandidatePairId", pair is null ? null : "CP"), ("selectedCandidatePairChanges", pair?.Changes));
        if (pair is null)
            return;

        report.Add(
            "CP", "candidate-pair", ("transportId", TransportId), ("localCandidateId", "CL"), ("remoteCandidateId", "CR"),
            ("state", "succeeded"), ("nominated", true), ("currentRoundTripTime", Seconds(pair.CurrentRoundTripTime)),
            ("availableOutgoingBitrate", pair.AvailableOutgoingBitrate));
        AddCandidate(report, "CL", "local-candidate", pair.Local);
        AddCandidate(report, "CR", "remote-candidate", pair.Remote);
    }

    private static void AddCandidate(Report report, string id, string type, CandidateStats candidate) => report.Add(
        id, type, ("transportId", TransportId), ("candidateType", candidate.CandidateType), ("protocol", candidate.Protocol),
        ("address", candidate.Address), ("port", candidate.Port), ("tcpType", candidate.TcpType));

    private static void AddInbound(Report report, InboundRtpStats stream)
    {
        var (kind, id) = (stream.Kind.Value, $"I{stream.Mid}-{stream.Ssrc}");
        var codec = AddCodec(report, "CI", stream.Codec);
        var remote = stream.RemotePacketsSent is null ? null : $"RO{stream.Mid}-{stream.Ssrc}";
        report.Add(
            id, "inbound-rtp", ("transportId", TransportId), ("kind", kind), ("mid", stream.Mid), ("ssrc", stream.Ssrc), ("codecId", codec),
            ("remoteId", remote), ("trackIdentifier", stream.TrackIdentifier), ("packetsReceived", stream.PacketsReceived),
            ("bytesReceived", stream.BytesReceived), ("packetsLost", stream.PacketsLost), ("jitter", Seconds(stream.Jitter)),
            ("framesReceived", stream.FramesReceived), ("pliCount", stream.PliCount));
        if (remote is not null)
        {
            report.Add(
                remote, "remote-outbound-rtp", ("transportId", TransportId), ("kind", kind), ("ssrc", stream.Ssrc), ("codecId", codec),
                ("localId", id), ("packetsSent", stream.RemotePacketsSent), ("bytesSent", stream.RemoteBytesSent));
        }
    }

    private static void AddOutbound(Report report, OutboundRtpStats stream)
    {
        var (kind, id) = (stream.Kind.Value, $"O{stream.Mid}-{stream.Ssrc}");
        var codec = AddCodec(report, "CO", stream.Codec);
        var remote = stream.PacketsLost is null ? null : $"RI{stream.Mid}-{stream.Ssrc}";
        report.Add(
            id, "outbound-rtp", ("transportId", TransportId), ("kind", kind), ("mid", stream.Mid), ("ssrc", stream.Ssrc),
            ("codecId", codec), ("remoteId", remote), ("packetsSent", stream.PacketsSent), ("bytesSent", stream.BytesSent),
            ("framesSent", stream.FramesSent), ("pliCount", stream.PliCount), ("targetBitrate", stream.TargetBitrate));
        if (remote is not null)
        {
            report.Add(
                remote, "remote-inbound-rtp", ("transportId", TransportId), ("kind", kind), ("ssrc", stream.Ssrc), ("codecId", codec),
                ("localId", id), ("packetsLost", stream.PacketsLost), ("fractionLost", stream.FractionLost),
                ("jitter", Seconds(stream.Jitter)), ("roundTripTime", Seconds(stream.RoundTripTime)));
        }
    }

    // Streams with the same codec have one object.
    private static string? AddCodec(Report report, string prefix, CodecStats? codec)
    {
        if (codec is null)
            return null;

        var id = $"{prefix}{codec.PayloadType}-{codec.MimeType}";
        report.Add(
            id, "codec", ("transportId", TransportId), ("mimeType", codec.MimeType), ("payloadType", codec.PayloadType),
            ("clockRate", codec.ClockRate), ("channels", codec.Channels));
        return id;
    }

    private static void AddChannel(Report report, string id, DataChannelStats channel) => report.Add(
        id, "data-channel", ("label", channel.Label), ("protocol", channel.Protocol),
        ("dataChannelIdentifier", channel.DataChannelIdentifier), ("state", channel.State.Value), ("messagesSent", channel.MessagesSent),
        ("bytesSent", channel.BytesSent), ("messagesReceived", channel.MessagesReceived), ("bytesReceived", channel.BytesReceived));

    private static double? Seconds(TimeSpan? time) => time?.TotalSeconds;

    private sealed class Report(DateTimeOffset timestamp)
    {
        private readonly double _timestamp = (timestamp - DateTimeOffset.UnixEpoch).TotalMilliseconds;

        public Dictionary<string, IReadOnlyDictionary<string, object>> Objects { get; } = new(StringComparer.Ordinal);

        public void Add(string id, string type, params ReadOnlySpan<(string Name, object? Value)> members)
        {
            var values = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["id"] = id, ["type"] = type, ["timestamp"] = _timestamp,
            };
            foreach (var (name, value) in members)
            {
                if (value is not null)
                    values[name] = value;
            }

            Objects[id] = values;
        }
    }
}
