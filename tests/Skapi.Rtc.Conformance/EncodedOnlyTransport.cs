using Skapi.Rtc.InMemory;
using Skapi.Rtc.Media;
using Skapi.Rtc.Peers;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Conformance;

/// <summary>The in-memory transport without raw media, as a transport without codecs is.</summary>
/// <param name="without">Further capabilities that it lacks.</param>
public sealed class EncodedOnlyTransport(RtcCapabilities without = RtcCapabilities.None) : IRtcTransport
{
    private readonly InMemoryTransport _inner = new();

    public string Name => "encoded only";

    public RtcCapabilities Capabilities => _inner.Capabilities & ~(RtcCapabilities.RawAudio | RtcCapabilities.RawVideo | without);

    public async ValueTask<IRtcPeer> CreatePeerAsync(
        RtcPeerOptions options, IRtcPeerObserver observer, CancellationToken cancellationToken = default) =>
        new Peer(await _inner.CreatePeerAsync(options, observer, cancellationToken), Capabilities);

    private sealed class Peer(IRtcPeer inner, RtcCapabilities capabilities) : DelegatingPeer(inner)
    {
        public override ValueTask AddMediaAsync(MediaOptions media, CancellationToken cancellationToken = default) =>
            media is { Audio: null or AudioSource.Encoded, Video: null or VideoSource.Encoded }
                ? Inner.AddMediaAsync(media, cancellationToken)
                : throw SkapiException.NotSupported("This transport has no codecs.");

        public override ValueTask ReplaceAudioAsync(AudioSource? source, CancellationToken cancellationToken = default) =>
            capabilities.HasFlag(RtcCapabilities.ReplaceableSources)
                ? Inner.ReplaceAudioAsync(source, cancellationToken)
                : throw SkapiException.NotSupported("This transport replaces no source.");

        public override ValueTask ReplaceVideoAsync(VideoSource? source, CancellationToken cancellationToken = default) =>
            capabilities.HasFlag(RtcCapabilities.ReplaceableSources)
                ? Inner.ReplaceVideoAsync(source, cancellationToken)
                : throw SkapiException.NotSupported("This transport replaces no source.");
    }
}
