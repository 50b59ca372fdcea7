using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Media;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.GStreamer.Codecs;

/// <summary>Encoded frames of the app. Muting holds them back, because only an encoder could make them silent or black.</summary>
internal sealed class FeedRelay(EncodedFeed feed, EncodedFrameHandler push) : IEncodedInput
{
    private readonly bool _isVideo = RtpCodec.Of(feed.Codec).Kind == MediaKind.Video;
    private readonly Lock _lock = new();
    private IDisposable? _subscription;
    private TimeSpan? _offset;
    private bool _isMuted;
    private bool _needsKeyFrame = RtpCodec.Of(feed.Codec).Kind == MediaKind.Video;
    private bool _isDisposed;

    /// <inheritdoc/>
    public void Start()
    {
        if (_isVideo)
            feed.RequestKeyFrame();
        _subscription = feed.Subscribe(OnFrame);
    }

    /// <inheritdoc/>
    public void SetMuted(bool muted)
    {
        lock (_lock)
            (_isMuted, _needsKeyFrame) = (muted, _isVideo);
    }

    /// <inheritdoc/>
    public void RequestKeyFrame() => feed.RequestKeyFrame();

    /// <inheritdoc/>
    public void SetTargetBitrate(long? bitsPerSecond)
    {
        if (_subscription is { } subscription)
            feed.SetTargetBitrate(subscription, bitsPerSecond);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscription?.Dispose();
        lock (_lock)
            _isDisposed = true;
    }

    private void OnFrame(EncodedFrame frame)
    {
        lock (_lock)
        {
            if (_isMuted || _isDisposed || (_needsKeyFrame && !frame.IsKeyFrame))
                return;

            _needsKeyFrame = false;
            push(frame, ref _offset);
        }
    }
}
