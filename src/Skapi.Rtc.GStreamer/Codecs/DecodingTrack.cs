using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Media;
using Skapi.Rtc.GStreamer.Media.Receiving;
using Skapi.Rtc.GStreamer.Installation;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.GStreamer.Codecs;

/// <summary>A track of encoded frames that is decoded from when a handler wants raw frames.</summary>
internal sealed class DecodingTrack(IRemoteTrack inner, IElementRegistry registry, bool canRequestKeyFrames, ILogger logger)
    : IRemoteTrack, IDisposable
{
    private readonly Lock _lock = new();
    private readonly TrackClock _clock = new();
    private readonly FrameHandlers<VideoFrame> _videoHandlers = new(error => CodecLog.HandlerFailed(logger, error, inner.Kind.Value));
    private readonly FrameHandlers<AudioFrame> _audioHandlers = new(error => CodecLog.HandlerFailed(logger, error, inner.Kind.Value));
    private IDisposable? _subscription;
    private DecodingPipeline? _pipeline;
    private bool _needsKeyFrame = inner.Kind == MediaKind.Video;
    private bool _isDisposed;

    /// <inheritdoc/>
    public string Id => inner.Id;

    /// <inheritdoc/>
    public MediaKind Kind => inner.Kind;

    /// <inheritdoc/>
    public IReadOnlyList<string> StreamIds => inner.StreamIds;

    /// <summary>The elements that decode media of a kind, in its preferred codec.</summary>
    public static IEnumerable<string> ElementsOf(MediaKind kind) => ["appsrc", .. RtpCodec.PreferredOf(kind).DecoderElements];

    /// <inheritdoc/>
    public IDisposable OnVideoFrame(Action<VideoFrame> handler)
    {
        if (Kind != MediaKind.Video)
            throw SkapiException.InvalidRequest("An audio track has no video frames: use OnAudioFrame.");

        return Add(_videoHandlers, handler);
    }

    /// <inheritdoc/>
    public IDisposable OnAudioFrame(Action<AudioFrame> handler)
    {
        if (Kind != MediaKind.Audio)
            throw SkapiException.InvalidRequest("A video track has no audio frames: use OnVideoFrame.");

        return Add(_audioHandlers, handler);
    }

    /// <inheritdoc/>
    public IDisposable OnEncodedFrame(Action<EncodedFrame> handler) => inner.OnEncodedFrame(handler);

    /// <inheritdoc/>
    public void RequestKeyFrame() => inner.RequestKeyFrame();

    /// <summary>Ends the decoding. It waits for a media thread, so it must not run on one.</summary>
    public void Dispose()
    {
        lock (_lock)
            _isDisposed = true;
        _subscription?.Dispose();
        _pipeline?.Dispose();
    }

    private IDisposable Add<TFrame>(FrameHandlers<TFrame> handlers, Action<TFrame> handler)
        where TFrame : allows ref struct
    {
        // Which codec will come is not known yet; the preferred one must be there.
        MissingParts.Check(registry, ElementsOf(Kind));
        var registration = handlers.Add(handler);
        lock (_lock)
        {
            if (_isDisposed || _subscription is not null)
                return registration;

            try
            {
                _subscription = inner.OnEncodedFrame(OnFrame);
            }
            catch
            {
                registration.Dispose();
                throw;
            }
        }

        if (canRequestKeyFrames && Kind == MediaKind.Video)
            inner.RequestKeyFrame();
        return registration;
    }

    private void OnFrame(EncodedFrame frame)
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;

            if (_pipeline is null || _pipeline.Codec.Codec != frame.Codec)
            {
                _pipeline?.Dispose();
                _pipeline = new DecodingPipeline(RtpCodec.Of(frame.Codec), CreateListener(), logger);
                _needsKeyFrame = Kind == MediaKind.Video;
            }

            if (_needsKeyFrame && !frame.IsKeyFrame)
                return;

            _needsKeyFrame = false;
            _pipeline.Push(frame);
        }
    }

    private FrameListener CreateListener() => Kind == MediaKind.Video
        ? new VideoListener(_clock, _videoHandlers, OnFailed)
        : new AudioListener(_clock, _audioHandlers, OnFailed);

    private void OnFailed(Exception exception) => CodecLog.DecodingFailed(logger, exception, Kind.Value);
}
