using Skapi.Rtc.Media;

namespace Skapi.Rtc.Managed.Media;

/// <summary>A feed of the app that a transceiver sends, until it is disposed.</summary>
internal sealed class AttachedFeed : IDisposable
{
    private readonly IDisposable _subscription;

    /// <summary>Subscribes to a feed.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="send">Sends a frame. It is called on the app's thread.</param>
    public AttachedFeed(EncodedFeed feed, AttachedFeedHandler send)
    {
        Feed = feed;
        _subscription = feed.Subscribe(frame => send(this, frame));
    }

    /// <summary>The feed.</summary>
    public EncodedFeed Feed { get; }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();
}
