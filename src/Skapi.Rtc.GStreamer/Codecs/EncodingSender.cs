using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Media;
using Skapi.Rtc.GStreamer.Installation;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.GStreamer.Codecs;

/// <summary>One outgoing track: a source that can be replaced, and the feed of encoded frames that the transport sends.</summary>
internal sealed class EncodingSender : IDisposable
{
    private readonly Lock _lock = new();
    private readonly IElementRegistry _registry;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly RtpCodec _codec;
    private readonly long _began;
    private IEncodedInput? _input;
    private bool _isRunning;
    private bool _isMuted;
    private bool _isDisposed;

    /// <summary>Opens a source. It may block, for a device.</summary>
    public EncodingSender(MediaKind kind, MediaInput input, IElementRegistry registry, TimeProvider time, ILogger logger)
    {
        (Kind, _codec, _registry, _time, _logger) = (kind, input.Codec, registry, time, logger);
        _began = time.GetTimestamp();
        Feed = new EncodedFeed(input.Codec.Codec);
        Feed.KeyFrameRequested += (_, _) => Input?.RequestKeyFrame();
        Feed.TargetBitrateChanged += (_, _) => Input?.SetTargetBitrate(Feed.TargetBitrate);
        _input = Open(input);
    }

    /// <summary>Audio or video.</summary>
    public MediaKind Kind { get; }

    /// <summary>The encoded frames.</summary>
    public EncodedFeed Feed { get; }

    private IEncodedInput? Input
    {
        get
        {
            lock (_lock)
                return _input;
        }
    }

    /// <summary>Begins to send; beginning again does nothing.</summary>
    public void Start()
    {
        lock (_lock)
        {
            if (_isRunning || _isDisposed)
                return;

            _isRunning = true;
            _input?.Start();
        }
    }

    /// <summary>Sends silence or black, or the source again.</summary>
    public void SetMuted(bool muted)
    {
        lock (_lock)
        {
            _isMuted = muted;
            _input?.SetMuted(muted);
        }
    }

    /// <summary>Replaces the source. It may block, for a device.</summary>
    /// <exception cref="SkapiException">
    /// <c>NOT_SUPPORTED</c>: the new source has another codec. The previous source stays after any error.
    /// </exception>
    public void Replace(MediaInput? input)
    {
        if (input is not null && input.Codec != _codec)
        {
            throw SkapiException.NotSupported(
                $"The source would be sent as {input.Codec.Codec}, but this call sends its {Kind.Value} as {_codec.Codec}. " +
                "Use a source with that codec, or add the media again.");
        }

        var opened = input is null ? null : Open(input);
        IEncodedInput? before;
        lock (_lock)
        {
            before = _isDisposed ? opened : _input;
            if (!_isDisposed)
            {
                _input = opened;
                opened?.SetMuted(_isMuted);
            }
        }

        // The old source must be silent before the new one speaks.
        Close(before);
        lock (_lock)
        {
            if (!_isRunning || _isDisposed || _input != opened)
                return;

            opened?.Start();
        }

        // It may call the app.
        opened?.SetTargetBitrate(Feed.TargetBitrate);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        IEncodedInput? input;
        lock (_lock)
        {
            _isDisposed = true;
            (input, _input) = (_input, null);
        }

        Close(input);
    }

    // The target of the app's own feed ends with it, and handlers of the app are told.
    private void Close(IEncodedInput? input)
    {
        try
        {
            input?.Dispose();
        }
        catch (Exception error)
        {
            CodecLog.TargetBitrateHandlerFailed(_logger, error);
        }
    }

    private IEncodedInput Open(MediaInput input) => input.Feed is { } feed
        ? new FeedRelay(feed, Push)
        : EncodingPipeline.Open(Kind, _codec, input, _registry, Push, _logger);

    // Each source counts its time from its own first frame, but the track goes on.
    private void Push(EncodedFrame frame, ref TimeSpan? offset)
    {
        offset ??= _time.GetElapsedTime(_began) - frame.Timestamp;
        Feed.Push(new EncodedFrame(frame.Codec, frame.Data, frame.Timestamp + offset.Value, frame.IsKeyFrame));
    }
}
