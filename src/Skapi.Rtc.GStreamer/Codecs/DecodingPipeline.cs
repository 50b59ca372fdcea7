using Microsoft.Extensions.Logging;
using Skapi.Rtc.GStreamer.Media;
using Skapi.Rtc.GStreamer.Media.Receiving;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.GStreamer.Codecs;

/// <summary>Decodes frames: appsrc → decoder → converter → appsink.</summary>
internal sealed class DecodingPipeline : GstBus.IErrorListener, IDisposable
{
    // Two seconds of the usual 20 ms of audio. Frames beyond are dropped, the oldest first.
    private const string MaxWaiting = "100";

    private readonly ILogger _logger;
    private readonly nint _pipeline;
    private readonly nint _appsrc;

    /// <summary>Builds and runs a pipeline.</summary>
    public DecodingPipeline(RtpCodec codec, FrameListener listener, ILogger logger)
    {
        (Codec, _logger) = (codec, logger);
        _pipeline = GObject.RefSink(GstElement.PipelineNew(null));
        try
        {
            GstBus.Listen(_pipeline, this);
            _appsrc = GstElement.Add(_pipeline, "appsrc");
            GObject.Set(_appsrc, "format", "time");
            GObject.Set(_appsrc, "caps", codec.EncodedCaps);
            GObject.Set(_appsrc, "max-bytes", "0");
            GObject.Set(_appsrc, "max-buffers", MaxWaiting);
            GObject.Set(_appsrc, "leaky-type", "downstream");
            string[] factories = [.. codec.Parser is { } parser ? [parser] : Array.Empty<string>(), codec.Decoder, codec.Converter];
            var added = factories.Append("capsfilter").Append("appsink").Select(factory => GstElement.Add(_pipeline, factory));
            nint[] elements = [_appsrc, .. added];
            GObject.Set(elements[^2], "caps", codec.RawCaps);
            GObject.Set(elements[^1], "sync", false);
            GObject.Set(elements[^1], "async", false);
            GstApp.Listen(elements[^1], listener);
            GstElement.Link(elements);
            if (!GstElement.Play(_pipeline))
                throw SkapiException.TransportFailed($"The decoder “{codec.Decoder}” does not run.");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The codec of the frames.</summary>
    public RtpCodec Codec { get; }

    /// <summary>Decodes a frame.</summary>
    public void Push(EncodedFrame frame)
    {
        var buffer = GstBuffer.Copy(frame.Data);
        GstBuffer.Pts(buffer) = (ulong)Math.Max(0, frame.Timestamp.Ticks) * 100;
        if (!frame.IsKeyFrame)
            GstBuffer.SetDelta(buffer);
        GstApp.Push(_appsrc, buffer);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        GstElement.Stop(_pipeline);
        GObject.Unref(_pipeline);
    }

    /// <inheritdoc/>
    void GstBus.IErrorListener.OnError(nint source, string message, string? detail) =>
        CodecLog.ElementFailed(_logger, GstElement.NameOf(source), message, detail);
}
