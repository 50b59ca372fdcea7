using System.Globalization;
using System.Security.Cryptography;
using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Media.Sending;

/// <summary>
/// One track that this side sends: a bin from the source to RTP packets. It is built at once, so that a missing device shows, gets its
/// place in webrtcbin with the next description, and runs from when the connection stands.
/// </summary>
internal sealed class LocalTrack : IDisposable
{
    private readonly LocalSource _source;
    private readonly nint _bin;
    private readonly MuteControl _mute;
    private readonly nint _gate;
    private readonly nint _payloader;
    private readonly nint _filter;
    private readonly uint _ssrc = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4)) | 1;
    private readonly MidMarker _marker = new();
    private bool _isStarted;

    private LocalTrack(MediaKind kind, RtpCodec codec, LocalSource source, string streamId)
    {
        (Kind, Codec, StreamId, _source) = (kind, codec, streamId, source);
        _bin = GObject.RefSink(GstElement.BinNew(null));
        // A file takes a while to begin. Without this the whole pipeline would count as not running until it has.
        GObject.Set(_bin, "async-handling", true);
        try
        {
            var entry = source.Build(_bin);
            (var encoded, _mute) = source is EncodedSource ? (Parse(entry), new MuteControl(source)) : EncoderChain.Build(_bin, kind, entry);
            _gate = GstElement.Add(_bin, "valve");
            _payloader = GstElement.Add(_bin, codec.Payloader);
            _filter = GstElement.Add(_bin, "capsfilter");
            GstElement.Link(encoded, _gate, _payloader, _filter);
            _marker.Watch(_payloader);
            if (!GstElement.Open(_bin))
                throw CannotOpen();
        }
        catch
        {
            Release();
            throw;
        }
    }

    /// <summary>Audio or video.</summary>
    public MediaKind Kind { get; }

    /// <summary>How it is sent.</summary>
    public RtpCodec Codec { get; }

    /// <summary>The id of the stream that the track belongs to (RFC 8830).</summary>
    public string StreamId { get; }

    /// <summary>The track's transceiver in webrtcbin, null before it has a place there.</summary>
    public GObjectHandle? Transceiver { get; private set; }

    /// <summary>Builds a track.</summary>
    /// <exception cref="SkapiException"><c>NOT_SUPPORTED</c> or <c>DEVICE_NOT_FOUND</c>.</exception>
    public static LocalTrack Create(MediaKind kind, RtpCodec codec, LocalSource source, string streamId, Runtime.IElementRegistry registry)
    {
        try
        {
            Runtime.MissingParts.Check(registry, [.. source.Elements, .. EncoderChain.Elements(kind, source is not EncodedSource), codec.Payloader, .. ParserOf(codec, source)]);
            return new LocalTrack(kind, codec, source, streamId);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>Puts the track into a pipeline, where it waits, and gives it a place in webrtcbin.</summary>
    public void Attach(nint pipeline, nint webrtcbin, int payloadType)
    {
        GObject.Set(_payloader, "pt", payloadType.ToString(CultureInfo.InvariantCulture));
        GObject.Set(_payloader, "ssrc", _ssrc.ToString(CultureInfo.InvariantCulture));
        // webrtcbin writes the description from these caps, before any packet flows.
        GObject.Set(_filter, "caps", $"{Codec.RtpCaps(payloadType)},ssrc=(uint){_ssrc}");

        GstElement.SetLockedState(_bin, 1);
        GstElement.BinAdd(pipeline, _bin);
        var inner = GstElement.GetStaticPad(_filter, "src");
        var outer = GstPad.GhostPadNew("src", inner);
        GObject.Unref(inner);
        GstElement.AddPad(_bin, outer);

        var pad = GstElement.RequestPad(webrtcbin, "sink_%u");
        if (pad == 0)
            throw Errors.TransportFailed($"webrtcbin takes no more {Kind.Value}.");

        GObject.SetText(pad, "msid", StreamId);
        Transceiver = GObject.GetObject(pad, "transceiver");
        GstPad.Link(outer, pad);
        GObject.Unref(pad);
    }

    /// <summary>Whether the track sends into the section of an index.</summary>
    public bool IsAt(int mediaLineIndex)
    {
        if (Transceiver is not { } transceiver)
            return false;

        using var use = transceiver.Borrow();
        return GObject.GetUInt(use.Instance, "mlineindex") == mediaLineIndex;
    }

    /// <summary>Begins to send; beginning again does nothing.</summary>
    public void Start()
    {
        if (_isStarted || Transceiver is null)
            return;

        _isStarted = true;
        GstElement.SetLockedState(_bin, 0);
        if (!GstElement.Play(_bin))
            throw Errors.TransportFailed($"The {Kind.Value} source did not start.");

        _source.Start(_bin);
    }

    /// <summary>Whether the other side wants the track: a side that holds a call does not (RFC 3264, section 8.4).</summary>
    public void SetWanted(bool wanted) => GObject.Set(_gate, "drop", !wanted);

    /// <summary>Marks the packets with the tag of their section.</summary>
    /// <param name="mid">The tag on the wire, or null if the section has none.</param>
    /// <param name="extension">The id of the RTP header extension for it, or null if it was not negotiated.</param>
    public void SetMid(string? mid, int? extension) => _marker.Set(mid, extension);

    /// <summary>Sends silence or black, or the source again.</summary>
    public void SetMuted(bool muted) => _mute.Set(muted);

    /// <summary>Ends the source. The pipeline has stopped, or the track never came into one.</summary>
    public void Dispose() => Release();

    private static string[] ParserOf(RtpCodec codec, LocalSource source) => source is EncodedSource && codec.Parser is { } parser ? [parser] : [];

    private nint Parse(nint entry)
    {
        if (Codec.Parser is not { } factory)
            return entry;

        var parser = GstElement.Add(_bin, factory);
        GstElement.Link(entry, parser);
        return parser;
    }

    private SkapiException CannotOpen() => _source is DeviceSource
        ? Errors.DeviceNotFound($"The {(Kind == MediaKind.Audio ? "microphone" : "camera")} cannot be opened: it may be unplugged, or another program uses it.")
        : Errors.TransportFailed($"The {Kind.Value} source cannot be opened.");

    private void Release()
    {
        _source.Dispose();
        GstElement.Stop(_bin);
        Transceiver?.Dispose();
        GObject.Unref(_bin);
    }
}
