using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Media;
using Skapi.Rtc.GStreamer.Media.Receiving;
using Skapi.Rtc.GStreamer.Media.Sending;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.GStreamer.Installation;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.GStreamer.Codecs;

/// <summary>Encodes a source: source → encoder → appsink.</summary>
internal sealed class EncodingPipeline : IEncodedInput, GstBus.IErrorListener
{
    private readonly Lock _lock = new();
    private readonly LocalSource _source;
    private readonly ILogger _logger;
    private readonly nint _pipeline;
    private readonly nint _encoder;
    private readonly MuteControl _mute;
    private readonly MediaKind _kind;
    private TimeSpan? _offset;
    private bool _isDisposed;

    private EncodingPipeline(MediaKind kind, RtpCodec codec, LocalSource source, EncodedFrameHandler push, ILogger logger)
    {
        (_kind, _source, _logger) = (kind, source, logger);
        _pipeline = GObject.RefSink(GstElement.PipelineNew(null));
        try
        {
            GstBus.Listen(_pipeline, this);
            var entry = source.Build(_pipeline);
            (_encoder, _mute) = EncoderChain.Build(_pipeline, kind, entry);
            var sink = GstElement.Add(_pipeline, "appsink");
            GObject.Set(sink, "sync", false);
            GObject.Set(sink, "async", false);
            var frames = new FrameHandlers<EncodedFrame>(OnFailed);
            frames.Add(frame => push(frame, ref _offset));
            GstApp.Listen(sink, new EncodedListener(codec.Codec, new TrackClock(), frames, OnFailed));
            GstElement.Link(_encoder, sink);
            if (!GstElement.Open(_pipeline))
                throw LocalInput.CannotOpen(kind, source);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The elements that encode media of a kind, without a source.</summary>
    public static IEnumerable<string> ElementsOf(MediaKind kind) =>
        [.. EncoderChain.Elements(kind, encodes: true), "appsink", "capsfilter"];

    /// <summary>Opens a source with its encoder. It may block, for a device.</summary>
    public static EncodingPipeline Open(
        MediaKind kind, RtpCodec codec, MediaInput input, IElementRegistry registry, EncodedFrameHandler push, ILogger logger)
    {
        var source = input.Open!(exception => CodecLog.SourceFailed(logger, exception, kind.Value));
        try
        {
            MissingParts.Check(registry, [.. source.Elements, .. ElementsOf(kind)]);
        }
        catch
        {
            source.Dispose();
            throw;
        }

        return new EncodingPipeline(kind, codec, source, push, logger);
    }

    /// <inheritdoc/>
    public void Start()
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;

            if (GstElement.Play(_pipeline))
                _source.Start(_pipeline);
            else
                CodecLog.SourceFailed(_logger, LocalInput.CannotOpen(_kind, _source), _kind.Value);
        }
    }

    /// <inheritdoc/>
    public void SetMuted(bool muted)
    {
        lock (_lock)
        {
            if (!_isDisposed)
                _mute.Set(muted);
        }
    }

    /// <inheritdoc/>
    public void RequestKeyFrame()
    {
        lock (_lock)
        {
            if (!_isDisposed && _kind == MediaKind.Video)
                GstPad.RequestKeyFrameOf(_encoder);
        }
    }

    /// <inheritdoc/>
    public void SetTargetBitrate(long? bitsPerSecond)
    {
        lock (_lock)
        {
            if (!_isDisposed && bitsPerSecond is { } bits)
                EncoderChain.SetTargetBitrate(_encoder, _kind, bits);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;

            _isDisposed = true;
        }

        _source.Dispose();
        GstElement.Stop(_pipeline);
        GObject.Unref(_pipeline);
    }

    /// <inheritdoc/>
    void GstBus.IErrorListener.OnError(nint source, string message, string? detail) =>
        CodecLog.ElementFailed(_logger, GstElement.NameOf(source), message, detail);

    private void OnFailed(Exception exception) => CodecLog.SourceFailed(_logger, exception, _kind.Value);
}
