using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Statistics;

namespace Skapi.Rtc.InMemory;

/// <content>Statistics: a frame counts as one packet.</content>
internal sealed partial class InMemoryPeer
{
    public ValueTask<RtcStats> GetStatsAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_transport.Gate)
        {
            ThrowIfDisposed();
            return ValueTask.FromResult(new RtcStats
            {
                Timestamp = _options.TimeProvider.GetUtcNow(),
                Transport = new TransportStats { SelectedCandidatePair = SelectedPair() },
                InboundRtp = [.. _remoteTracks.Select(entry => StatsOf(entry.Key, entry.Value))],
                OutboundRtp = [.. _transceivers.Where(transceiver => transceiver.IsSender).Select(StatsOf)],
                DataChannels = [.. _channels.Select(channel => channel.Stats)],
            });
        }
    }

    private static InboundRtpStats StatsOf(string mid, InMemoryRemoteTrack track) => new(track.Kind, mid)
    {
        TrackIdentifier = track.Id,
        Codec = CodecOf(track.Kind, track.Received),
        PacketsReceived = track.Received.Frames,
        BytesReceived = track.Received.Bytes,
        PacketsLost = 0,
        Jitter = TimeSpan.Zero,
        FramesReceived = track.Kind == MediaKind.Video ? track.Received.Frames : null,
        PliCount = track.Kind == MediaKind.Video ? track.KeyFrameRequests : null,
    };

    private static OutboundRtpStats StatsOf(InMemoryTransceiver transceiver) => new(transceiver.Kind, transceiver.Mid)
    {
        Codec = CodecOf(transceiver.Kind, transceiver.Sent),
        PacketsSent = transceiver.Sent.Frames,
        BytesSent = transceiver.Sent.Bytes,
        FramesSent = transceiver.Kind == MediaKind.Video ? transceiver.Sent.Frames : null,
        PliCount = transceiver.Kind == MediaKind.Video ? transceiver.KeyFrameRequests : null,
        PacketsLost = 0,
        FractionLost = 0,
        Jitter = TimeSpan.Zero,
        RoundTripTime = TimeSpan.Zero,
    };

    /// <summary>The codec that the descriptions name, because raw frames do not have one.</summary>
    private static CodecStats? CodecOf(MediaKind kind, InMemoryCounter counter) => counter.Frames == 0 ? null : counter.Codec switch
    {
        MediaCodec.H264 => new CodecStats("video/H264", 96, 90000),
        MediaCodec.Vp9 => new CodecStats("video/VP9", 98, 90000),
        MediaCodec.Pcmu => new CodecStats("audio/PCMU", 0, 8000, 1),
        MediaCodec.Pcma => new CodecStats("audio/PCMA", 8, 8000, 1),
        _ => kind == MediaKind.Video ? new CodecStats("video/VP8", 96, 90000) : new CodecStats("audio/opus", 111, 48000, 2),
    };

    private CandidatePairStats? SelectedPair()
    {
        if (!IsConnected)
            return null;

        var type = _options.IceTransportPolicy == Transport.IceTransportPolicy.Relay ? "relay" : "host";
        var candidate = new CandidateStats(type, "udp", "127.0.0.1", 9);
        return new CandidatePairStats(candidate, candidate with { CandidateType = "host" }) { CurrentRoundTripTime = TimeSpan.Zero };
    }
}
