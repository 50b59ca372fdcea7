using System.Threading.Channels;
using Skapi.Rtc.Media;

namespace Skapi.Samples.Pictures;

/// <summary>
/// Decodes the VP8 key frames of a track, for transports without a video codec. Frames between key frames need a codec, and are skipped.
/// </summary>
public sealed class KeyFrameDecoder : IAsyncDisposable
{
    private const int MaxWaiting = 8;

    private readonly Channel<(byte[] Frame, TimeSpan Timestamp)> _waiting = Channel.CreateBounded<(byte[], TimeSpan)>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Action<VideoFrame> _handler;
    private readonly IDisposable _subscription;
    private readonly Task _decoding;

    /// <summary>Starts to decode.</summary>
    /// <param name="track">A track of pictures.</param>
    /// <param name="handler">Receives each picture, one after the other, on a thread of the pool.</param>
    public KeyFrameDecoder(IRemoteTrack track, Action<VideoFrame> handler)
    {
        _handler = handler;
        _decoding = Task.Run(DecodeAsync);

        // The transport's media thread only copies the frame, because decoding takes some milliseconds.
        _subscription = track.OnEncodedFrame(frame =>
        {
            if (frame is { Codec: MediaCodec.Vp8, IsKeyFrame: true })
                _waiting.Writer.TryWrite((frame.Data.ToArray(), frame.Timestamp));
        });
    }

    /// <summary>Stops, and throws what the handler has thrown.</summary>
    public async ValueTask DisposeAsync()
    {
        _subscription.Dispose();
        _waiting.Writer.TryComplete();
        await _decoding;
    }

    private async Task DecodeAsync()
    {
        await foreach (var (frame, timestamp) in _waiting.Reader.ReadAllAsync())
        {
            using var picture = Vp8KeyFrame.Decode(frame);
            if (picture is not null)
                _handler(new VideoFrame(picture.Width, picture.Height, I420Picture.Of(picture), timestamp));
        }
    }
}
