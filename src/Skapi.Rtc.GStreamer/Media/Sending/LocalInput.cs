using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.GStreamer.Installation;

namespace Skapi.Rtc.GStreamer.Media.Sending;

/// <summary>The exchangeable part of a local track: a bin with the source and, for raw media, its encoder.</summary>
internal sealed class LocalInput : IDisposable
{
    private readonly LocalSource _source;
    private readonly MuteControl _mute;

    /// <summary>Builds the source and opens it. It may block, for a device.</summary>
    /// <exception cref="SkapiException">
    /// <c>NOT_SUPPORTED</c>, <c>DEVICE_NOT_FOUND</c> or <c>TRANSPORT_FAILED</c>. The source is disposed.
    /// </exception>
    public LocalInput(MediaKind kind, RtpCodec codec, LocalSource source, IElementRegistry registry)
    {
        _source = source;
        Bin = GObject.RefSink(GstElement.BinNew(null));
        try
        {
            var isEncoded = source is EncodedSource;
            string[] parser = isEncoded && codec.Parser is { } name ? [name] : [];
            MissingParts.Check(registry, [.. source.Elements, .. EncoderChain.Elements(kind, !isEncoded), .. parser]);

            // A file takes a while to start. Without this the whole pipeline would not count as running until then.
            GObject.Set(Bin, "async-handling", true);
            var entry = source.Build(Bin);
            (var last, _mute) = isEncoded ? (Parse(entry, codec), new MuteControl(source)) : EncoderChain.Build(Bin, kind, entry);
            GstElement.Expose(Bin, last, "src");
            if (!GstElement.Open(Bin))
                throw CannotOpen(kind, source);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The bin, whose pad “src” gives encoded frames.</summary>
    public nint Bin { get; }

    /// <summary>The error for a source that cannot be opened.</summary>
    public static SkapiException CannotOpen(MediaKind kind, LocalSource source) => source is DeviceSource
        ? SkapiException.DeviceNotFound(
            $"The {(kind == MediaKind.Audio ? "microphone" : "camera")} cannot be opened: it may be unplugged, or another program uses it.")
        : SkapiException.TransportFailed($"The {kind.Value} source cannot be opened.");

    /// <summary>Begins to give frames. The bin is part of a pipeline that runs.</summary>
    public void Start() => _source.Start(Bin);

    /// <summary>Gives silence or black instead of the source, or the source again.</summary>
    public void SetMuted(bool muted) => _mute.Set(muted);

    /// <summary>Ends the source. It waits for a media thread, so it must not run on one.</summary>
    public void Dispose()
    {
        _source.Dispose();
        GstElement.Stop(Bin);
        GObject.Unref(Bin);
    }

    private nint Parse(nint entry, RtpCodec codec)
    {
        if (codec.Parser is not { } factory)
            return entry;

        var parser = GstElement.Add(Bin, factory);
        GstElement.Link(entry, parser);
        return parser;
    }
}
