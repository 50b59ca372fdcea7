using Skapi.Protocol;
using Skapi.Rtc.InMemory;
using Skapi.Rtc.Media;
using Skapi.Rtc.Statistics;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Tests.Codecs;

/// <summary>The in-memory transport without raw media, as a transport without codecs is.</summary>
internal sealed class EncodedOnlyTransport : IRtcTransport
{
    private readonly InMemoryTransport _inner = new();

    public string Name => "encoded only";

    public RtcCapabilities Capabilities => _inner.Capabilities & ~(RtcCapabilities.RawMedia | RtcCapabilities.ReplaceableSources);

    public async ValueTask<IRtcPeer> CreatePeerAsync(
        RtcPeerOptions options, IRtcPeerObserver observer, CancellationToken cancellationToken = default) =>
        new Peer(await _inner.CreatePeerAsync(options, observer, cancellationToken));

    private sealed class Peer(IRtcPeer inner) : IRtcPeer
    {
        public long MediaReceived => inner.MediaReceived;

        public ValueTask AddMediaAsync(MediaOptions media, CancellationToken cancellationToken = default) =>
            media is { Audio: null or AudioSource.Encoded, Video: null or VideoSource.Encoded }
                ? inner.AddMediaAsync(media, cancellationToken)
                : throw new SkapiException(SkapiErrorCode.NotSupported, "This transport has no codecs.");

        public ValueTask ReplaceAudioAsync(AudioSource? source, CancellationToken cancellationToken = default) => throw NotSupported();

        public ValueTask ReplaceVideoAsync(VideoSource? source, CancellationToken cancellationToken = default) => throw NotSupported();

        public IRtcDataChannel CreateDataChannel(DataChannelOptions options) => inner.CreateDataChannel(options);

        public ValueTask<SessionDescription> CreateOfferAsync(CancellationToken cancellationToken = default) =>
            inner.CreateOfferAsync(cancellationToken);

        public ValueTask<SessionDescription> CreateAnswerAsync(CancellationToken cancellationToken = default) =>
            inner.CreateAnswerAsync(cancellationToken);

        public ValueTask SetLocalDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default) =>
            inner.SetLocalDescriptionAsync(description, cancellationToken);

        public ValueTask SetRemoteDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default) =>
            inner.SetRemoteDescriptionAsync(description, cancellationToken);

        public ValueTask AddIceCandidateAsync(IceCandidate candidate, CancellationToken cancellationToken = default) =>
            inner.AddIceCandidateAsync(candidate, cancellationToken);

        public void RestartIce() => inner.RestartIce();

        public void SetMuted(MediaKind kind, bool muted) => inner.SetMuted(kind, muted);

        public ValueTask<RtcStats> GetStatsAsync(CancellationToken cancellationToken = default) => inner.GetStatsAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();

        private static SkapiException NotSupported() => new(SkapiErrorCode.NotSupported, "This transport replaces no source.");
    }
}
