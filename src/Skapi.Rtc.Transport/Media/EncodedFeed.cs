namespace Skapi.Rtc.Media;

/// <summary>Encoded frames that an app pushes into calls. One feed may serve several calls.</summary>
/// <param name="codec">The codec of every frame.</param>
public sealed class EncodedFeed(MediaCodec codec)
{
    private readonly FrameHandlers<EncodedFrame> _handlers = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<IDisposable, long> _targets = [];
    private long? _target;

    /// <summary>
    /// Raised when a receiver needs a key frame (RFC 4585, section 6.3.1; W3C WebRTC Encoded Transform, keyFrameRequest): the app should
    /// push one soon. It is raised on a thread of the transport, possibly often and for several calls at once; a handler should only set a
    /// flag.
    /// </summary>
    public event EventHandler? KeyFrameRequested;

    /// <summary>
    /// Raised when <see cref="TargetBitrate"/> has changed: the app should configure its encoder for it. It is raised on a thread of the
    /// transport, also when a call ends that was the slowest one.
    /// </summary>
    public event EventHandler? TargetBitrateChanged;

    /// <summary>The codec of every frame.</summary>
    public MediaCodec Codec { get; } = codec;

    /// <summary>
    /// The bits a second that the app should encode for (W3C WebRTC Statistics, targetBitrate): what the paths of all calls that send the
    /// feed carry, so the least of them, but at least 30 kbit/s for pictures and 16 kbit/s for sound. Null while no call knows it.
    /// </summary>
    /// <remarks>
    /// It needs a transport with <see cref="Transport.RtcCapabilities.BandwidthEstimation"/>. An app that sends more loses whole pictures.
    /// Sound is told no more than 64 kbit/s: only a path of less than about 200 kbit/s limits it.
    /// </remarks>
    public long? TargetBitrate
    {
        get
        {
            lock (_lock)
                return _target;
        }
    }

    /// <summary>Gives a frame to every call that sends this feed.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the frame has another codec than the feed.</exception>
    public void Push(EncodedFrame frame)
    {
        if (frame.Codec != Codec)
            throw SkapiException.InvalidParameter($"The frame is encoded as {frame.Codec}, but this feed takes {Codec}.");

        _handlers.Invoke(frame);
    }

    /// <summary>
    /// For transports: receives the frames until the result is disposed. Disposing raises <see cref="TargetBitrateChanged"/> if it changes
    /// <see cref="TargetBitrate"/>, so dispose it outside locks. What a handler throws is thrown there.
    /// </summary>
    public IDisposable Subscribe(Action<EncodedFrame> handler) => new Subscription(this, _handlers.Add(handler));

    /// <summary>For transports: raises <see cref="KeyFrameRequested"/>. What a handler throws is thrown here; the caller logs it.</summary>
    public void RequestKeyFrame() => KeyFrameRequested?.Invoke(this, EventArgs.Empty);

    /// <summary>
    /// For transports: sets what the path of one call carries for this feed, and raises <see cref="TargetBitrateChanged"/> if that changes
    /// <see cref="TargetBitrate"/>. What a handler throws is thrown here; the caller logs it.
    /// </summary>
    /// <param name="subscription">The result of <see cref="Subscribe"/> for the call. After it is disposed, nothing is set.</param>
    /// <param name="bitsPerSecond">The bits a second, or null if they are not known or the call does not send the feed.</param>
    /// <exception cref="ArgumentException"><paramref name="subscription"/> is not one of this feed.</exception>
    public void SetTargetBitrate(IDisposable subscription, long? bitsPerSecond)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        if (subscription is not Subscription own || own.Feed != this)
            throw new ArgumentException("The subscription is not one of this feed. Pass the result of Subscribe().", nameof(subscription));

        lock (_lock)
        {
            if (own.IsDisposed)
                return;

            if (bitsPerSecond is { } bits)
                _targets[subscription] = bits;
            else
                _targets.Remove(subscription);

            if (!UpdateTarget())
                return;
        }

        TargetBitrateChanged?.Invoke(this, EventArgs.Empty);
    }

    private bool UpdateTarget()
    {
        var before = _target;
        _target = _targets.Count == 0 ? null : _targets.Values.Min();
        return _target != before;
    }

    private sealed class Subscription(EncodedFeed feed, IDisposable frames) : IDisposable
    {
        public EncodedFeed Feed => feed;

        public bool IsDisposed { get; private set; }

        public void Dispose()
        {
            frames.Dispose();
            lock (feed._lock)
            {
                IsDisposed = true;
                if (!feed._targets.Remove(this) || !feed.UpdateTarget())
                    return;
            }

            feed.TargetBitrateChanged?.Invoke(feed, EventArgs.Empty);
        }
    }
}
