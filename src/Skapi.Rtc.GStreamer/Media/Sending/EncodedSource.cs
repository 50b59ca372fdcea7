using Skapi.Protocol;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.GStreamer.Media.Sending;

/// <summary>
/// Encoded frames that the app pushes. They cannot be made silent or black without an encoder, so muting holds them back, and
/// pictures begin again at a key frame.
/// </summary>
internal sealed class EncodedSource(EncodedFeed feed) : FeedSource(RtpCodec.Of(feed.Codec).EncodedCaps)
{
    private readonly bool _isVideo = RtpCodec.Of(feed.Codec).Kind == MediaKind.Video;
    private volatile bool _isMuted;
    private bool _waitsForKeyFrame = RtpCodec.Of(feed.Codec).Kind == MediaKind.Video;

    /// <inheritdoc/>
    public override void SetMuted(bool muted) => _isMuted = muted;

    /// <inheritdoc/>
    protected override IDisposable Subscribe() => feed.Subscribe(Take);

    private void Take(EncodedFrame frame)
    {
        if (_isMuted)
        {
            _waitsForKeyFrame = _isVideo;
            return;
        }

        if (_waitsForKeyFrame && !frame.IsKeyFrame)
            return;

        _waitsForKeyFrame = false;
        Push(frame.Data, frame.Timestamp, isDelta: !frame.IsKeyFrame);
    }
}
