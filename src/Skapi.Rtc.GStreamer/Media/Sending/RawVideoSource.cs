using Skapi.Rtc.Media;

namespace Skapi.Rtc.GStreamer.Media.Sending;

/// <summary>Raw video that the app pushes.</summary>
internal sealed class RawVideoSource(VideoFeed feed)
    : FeedSource($"video/x-raw,format=I420,width={feed.Width},height={feed.Height},framerate={feed.FrameRate}/1")
{
    // Late frames are worth less than new ones.
    protected override int MostQueued => 4;

    /// <inheritdoc/>
    protected override IDisposable Subscribe() => feed.Subscribe(frame =>
        Push(I420Layout.Pad(frame.Width, frame.Height, frame.Data), frame.Timestamp, TimeSpan.FromSeconds(1.0 / feed.FrameRate)));
}
