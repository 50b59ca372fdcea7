using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Media;
using Skapi.Rtc.GStreamer.Media.Receiving;
using Skapi.Rtc.GStreamer.Media.Sending;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.Media;
using Skapi.Rtc.Statistics;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>Reads the statistics of a peer from GStreamer.</summary>
internal static class PeerStatistics
{
    /// <summary>Creates the records of the outgoing streams.</summary>
    public static IReadOnlyList<OutboundRtpStats> Outbound(IReadOnlyList<LocalTrack> tracks, IReadOnlyList<RtpSourceStats> sources) =>
    [
        .. tracks.Select(track =>
        {
            var own = sources.FirstOrDefault(source => source.IsInternal && source.Ssrc == track.Ssrc);
            var reported = sources.FirstOrDefault(source => source.ReportedSsrc == track.Ssrc);
            return new OutboundRtpStats(track.Kind, track.Mid ?? "")
            {
                Ssrc = track.Ssrc,
                Codec = track.PayloadType is { } type ? CodecOf(track.Codec, type) : null,
                PacketsSent = own?.PacketsSent ?? 0,
                BytesSent = own?.OctetsSent ?? 0,
                PliCount = track.Kind == MediaKind.Video ? own?.ReceivedPli ?? 0 : null,
                PacketsLost = reported?.ReportedPacketsLost,
                FractionLost = reported?.ReportedFractionLost,
                Jitter = reported is null ? null : ToTime(reported.ReportedJitter, track.Codec.ClockRate),
                RoundTripTime = reported is { ReportedRoundTrip: var time } && time > TimeSpan.Zero ? time : null,
            };
        }),
    ];

    /// <summary>Creates the records of the incoming streams.</summary>
    public static IReadOnlyList<InboundRtpStats> Inbound(IReadOnlyList<RemoteStream> streams, IReadOnlyList<RtpSourceStats> sources) =>
    [
        .. streams.Select(stream =>
        {
            var source = sources.FirstOrDefault(source => !source.IsInternal && source.Ssrc == stream.Ssrc);
            var codec = stream.Track.Codec;
            return new InboundRtpStats(stream.Track.Kind, stream.Mid ?? "")
            {
                TrackIdentifier = stream.Track.Id,
                Ssrc = stream.Ssrc,
                Codec = codec is null ? null : CodecOf(codec, stream.PayloadType),
                PacketsReceived = source?.PacketsReceived ?? 0,
                BytesReceived = source?.OctetsReceived ?? 0,
                // Negative before the first report.
                PacketsLost = source is { PacketsLost: >= 0 and var lost } ? lost : null,
                Jitter = source is null || codec is null ? null : ToTime(source.Jitter, codec.ClockRate),
                PliCount = stream.Track.Kind == MediaKind.Video ? source?.SentPli ?? 0 : null,
            };
        }),
    ];

    /// <summary>Creates the record of the selected pair.</summary>
    public static CandidatePairStats? Pair((NiceCandidate Local, NiceCandidate Remote)? pair) =>
        pair is var (local, remote) ? new CandidatePairStats(CandidateOf(local), CandidateOf(remote)) : null;

    private static CandidateStats CandidateOf(NiceCandidate candidate) =>
        new(candidate.Type, candidate.Protocol, candidate.Address, candidate.Port);

    private static CodecStats CodecOf(RtpCodec codec, int payloadType) => new(
        codec.Codec == MediaCodec.Opus ? "audio/opus" : $"{codec.Kind.Value}/{codec.EncodingName}",
        payloadType,
        codec.ClockRate,
        codec.Kind == MediaKind.Video ? null : codec.Codec == MediaCodec.Opus ? 2 : 1);

    private static TimeSpan ToTime(uint units, int clockRate) => TimeSpan.FromSeconds((double)units / clockRate);
}
