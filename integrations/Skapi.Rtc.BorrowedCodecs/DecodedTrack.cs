using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.BorrowedCodecs;

/// <summary>A track of encoded pictures, decoded with another transport's codec as soon as someone looks at it.</summary>
public sealed class DecodedTrack : IRemoteTrack, IAsyncDisposable
{
    private readonly IRemoteTrack _inner;
    private readonly FrameHandlers<VideoFrame> _handlers = new();
    private readonly Lazy<Task<Decoding>> _decoding;

    /// <summary>Wraps a track.</summary>
    public DecodedTrack(IRemoteTrack inner, IRtcTransport codecs)
    {
        _inner = inner;
        _decoding = new(() => Task.Run(() => Decoding.StartAsync(inner, codecs, _handlers)));
    }

    /// <inheritdoc/>
    public string Id => _inner.Id;

    /// <inheritdoc/>
    public MediaKind Kind => _inner.Kind;

    /// <inheritdoc/>
    public IReadOnlyList<string> StreamIds => _inner.StreamIds;

    /// <inheritdoc/>
    public IDisposable OnVideoFrame(Action<VideoFrame> handler)
    {
        _ = _decoding.Value;
        return _handlers.Add(handler);
    }

    /// <inheritdoc/>
    public IDisposable OnAudioFrame(Action<AudioFrame> handler) => _inner.OnAudioFrame(handler);

    /// <inheritdoc/>
    public IDisposable OnEncodedFrame(Action<EncodedFrame> handler) => _inner.OnEncodedFrame(handler);

    /// <inheritdoc/>
    public void RequestKeyFrame() => _inner.RequestKeyFrame();

    /// <summary>Ends the decoding.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_decoding.IsValueCreated)
            await (await _decoding.Value.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
    }

    private sealed class Decoding(Loopback loopback, IDisposable encoded, IDisposable decoded) : IAsyncDisposable
    {
        public static async Task<Decoding> StartAsync(IRemoteTrack track, IRtcTransport codecs, FrameHandlers<VideoFrame> handlers)
        {
            var feed = new EncodedFeed(MediaCodec.Vp8);
            var (loopback, raw) = await Loopback.ConnectAsync(codecs, new MediaOptions { Video = new VideoSource.Encoded(feed) }).ConfigureAwait(false);
            var decoded = raw.OnVideoFrame(handlers.Invoke);
            return new Decoding(loopback, track.OnEncodedFrame(feed.Push), decoded);
        }

        public async ValueTask DisposeAsync()
        {
            encoded.Dispose();
            await loopback.DisposeAsync().ConfigureAwait(false);
            decoded.Dispose();
        }
    }
}
