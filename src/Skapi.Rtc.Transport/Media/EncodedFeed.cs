namespace Skapi.Rtc.Media;

/// <summary>Encoded frames that an app pushes into calls. One feed may serve several calls.</summary>
/// <param name="codec">How every frame is encoded.</param>
public sealed class EncodedFeed(MediaCodec codec)
{
    private readonly FrameHandlers<EncodedFrame> _handlers = new();

    /// <summary>How every frame is encoded.</summary>
    public MediaCodec Codec { get; } = codec;

    /// <summary>Gives a frame to every call that sends this feed.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the frame is encoded otherwise than the feed says.</exception>
    public void Push(EncodedFrame frame)
    {
        if (frame.Codec != Codec)
            throw SkapiException.InvalidParameter($"The frame is encoded as {frame.Codec}, but this feed takes {Codec}.");

        _handlers.Invoke(frame);
    }

    /// <summary>For transports: takes the frames until the result is disposed.</summary>
    public IDisposable Subscribe(Action<EncodedFrame> handler) => _handlers.Add(handler);
}
