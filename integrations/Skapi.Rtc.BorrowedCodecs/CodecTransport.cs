using Skapi.Rtc.Transport;

namespace Skapi.Rtc.BorrowedCodecs;

/// <summary>
/// A transport for encoded pictures, with the codecs of another: a test pattern is encoded once and sent round and round, and what
/// arrives is decoded.
/// </summary>
/// <param name="inner">What carries the call.</param>
/// <param name="codecs">What encodes and decodes.</param>
public sealed class CodecTransport(IRtcTransport inner, IRtcTransport codecs) : IRtcTransport
{
    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public RtcCapabilities Capabilities => inner.Capabilities;

    /// <inheritdoc/>
    public async ValueTask<IRtcPeer> CreatePeerAsync(
        RtcPeerOptions options, IRtcPeerObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var decoding = new DecodingObserver(observer, codecs);
        var peer = await inner.CreatePeerAsync(options, decoding, cancellationToken).ConfigureAwait(false);
        return new CodecPeer(peer, decoding, codecs);
    }

    private sealed class DecodingObserver(IRtcPeerObserver observer, IRtcTransport codecs) : IRtcPeerObserver, IAsyncDisposable
    {
        private readonly List<DecodedTrack> _tracks = [];

        public void OnPeerEvent(PeerEvent peerEvent)
        {
            if (peerEvent is PeerEvent.TrackAdded { Track: var track } && track.Kind == Protocol.MediaKind.Video)
            {
                var decoded = new DecodedTrack(track, codecs);
                lock (_tracks)
                    _tracks.Add(decoded);

                peerEvent = new PeerEvent.TrackAdded(decoded);
            }

            observer.OnPeerEvent(peerEvent);
        }

        public async ValueTask DisposeAsync()
        {
            List<DecodedTrack> tracks;
            lock (_tracks)
                tracks = [.. _tracks];

            foreach (var track in tracks)
                await track.DisposeAsync().ConfigureAwait(false);
        }
    }
}
