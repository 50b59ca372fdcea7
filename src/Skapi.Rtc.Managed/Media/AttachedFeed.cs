using Skapi.Rtc.Media;

namespace Skapi.Rtc.Managed.Media;

/// <summary>A feed of the app that a transceiver sends, until it is disposed.</summary>
internal sealed class AttachedFeed : IDisposable
{
    // A rate of zero is not possible, so it stands for none.
    private const long Unknown = 0;

    private readonly IDisposable _subscription;
    private readonly Action<IDisposable> _end;
    private int _isRequested;
    private long _target;
    private int _isTargetNew;

    /// <summary>Subscribes to a feed.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="send">Sends a frame. It is called on the app's thread.</param>
    /// <param name="end">Disposes the subscription outside locks, because that may call the app.</param>
    public AttachedFeed(EncodedFeed feed, AttachedFeedHandler send, Action<IDisposable> end)
    {
        (Feed, _end) = (feed, end);
        _subscription = feed.Subscribe(frame => send(this, frame));
    }

    /// <summary>The feed.</summary>
    public EncodedFeed Feed { get; }

    /// <summary>Notes that a key frame is needed.</summary>
    /// <returns>False if a request waits for the app already. It counts for this one too.</returns>
    public bool TryBeginKeyFrameRequest() => Interlocked.Exchange(ref _isRequested, 1) == 0;

    /// <summary>Tells the app that a key frame is needed. What it throws is thrown here.</summary>
    public void RequestKeyFrame()
    {
        // A request that comes from now on is a new one.
        Volatile.Write(ref _isRequested, 0);
        Feed.RequestKeyFrame();
    }

    /// <summary>Notes the bits a second that the path carries, or null if they are not known.</summary>
    /// <returns>False if the app is about to be told the latest value already.</returns>
    public bool TryBeginTarget(long? bitsPerSecond)
    {
        Volatile.Write(ref _target, bitsPerSecond ?? Unknown);
        return Interlocked.Exchange(ref _isTargetNew, 1) == 0;
    }

    /// <summary>Tells the app what the path carries. What it throws is thrown here.</summary>
    public void SetTarget()
    {
        Interlocked.Exchange(ref _isTargetNew, 0);
        Feed.SetTargetBitrate(_subscription, Volatile.Read(ref _target) is var target and not Unknown ? target : null);
    }

    /// <inheritdoc/>
    public void Dispose() => _end(_subscription);
}
