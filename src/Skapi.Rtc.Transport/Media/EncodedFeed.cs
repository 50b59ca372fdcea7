namespace Skapi.Rtc.Media;

/// <summary>Encoded frames that an app pushes into calls. One feed may serve several calls.</summary>
/// <param name="codec">The codec of every frame.</param>
public sealed class EncodedFeed(MediaCodec codec)
{
    private readonly FrameHandlers<EncodedFrame> _handlers = new();

    /// <summary>
    /// Raised when a receiver needs a key frame (RFC 4585, section 6.3.1; W3C WebRTC Encoded Transform, keyFrameRequest): the app should
    /// push one
    /// soon. It is raised on a thread of the transport, possibly often and for several calls at once; a handler should only set a flag.
    /// </summary>
    public event EventHandler? KeyFrameRequested;

    /// <summary>The codec of every frame.</summary>
    public MediaCodec Codec { get; } = codec;

    /// <summary>Gives a frame to every call that sends this feed.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the frame has another codec than the feed.</exception>
    public void Push(EncodedFrame frame)
    {
        if (frame.Codec != Codec)
            throw SkapiException.InvalidParameter($"The frame is encoded as {frame.Codec}, but this feed takes {Codec}.");

        _handlers.Invoke(frame);
    }

    /// <summary>For transports: receives the frames until the result is disposed.</summary>
    public IDisposable Subscribe(Action<EncodedFrame> handler) => _handlers.Add(handler);

    /// <summary>For transports: raises <see cref="KeyFrameRequested"/>. What a handler throws is thrown here; the caller logs it.</summary>
    public void RequestKeyFrame() => KeyFrameRequested?.Invoke(this, EventArgs.Empty);
}
