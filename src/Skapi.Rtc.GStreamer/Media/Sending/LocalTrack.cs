using System.Globalization;
using System.Security.Cryptography;
using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.GStreamer.Installation;

namespace Skapi.Rtc.GStreamer.Media.Sending;

/// <summary>One track that this side sends: a bin from the source to RTP packets.</summary>
/// <remarks>
/// It is built at once, so that a missing device shows. It gets its place in webrtcbin with the next description, and runs once the peers
/// are connected. The caller holds a lock.
/// </remarks>
internal sealed class LocalTrack : IDisposable
{
    private readonly IElementRegistry _registry;
    private readonly nint _bin;
    private readonly nint _gate;
    private readonly nint _payloader;
    private readonly nint _filter;
    private readonly MidMarker _marker = new();
    private LocalInput? _input;
    private bool _isStarted;
    private bool _isMuted;

    /// <summary>Builds a track. It may block, for a device.</summary>
    /// <exception cref="SkapiException"><c>NOT_SUPPORTED</c> or <c>DEVICE_NOT_FOUND</c>. The source is disposed.</exception>
    public LocalTrack(MediaKind kind, RtpCodec codec, LocalSource source, string streamId, IElementRegistry registry)
    {
        (Kind, Codec, StreamId, _registry) = (kind, codec, streamId, registry);
        Ssrc = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4)) | 1;
        _bin = GObject.RefSink(GstElement.BinNew(null));
        GObject.Set(_bin, "async-handling", true);
        try
        {
            _input = new LocalInput(kind, codec, source, registry);
            MissingParts.Check(registry, codec.Payloader);
            _gate = GstElement.Add(_bin, "valve");
            _payloader = GstElement.Add(_bin, codec.Payloader);
            _filter = GstElement.Add(_bin, "capsfilter");
            GstElement.Link(_gate, _payloader, _filter);
            _marker.Watch(_payloader);
            GstElement.BinAdd(_bin, _input.Bin);
            GstElement.Link(_input.Bin, _gate);
            if (!GstElement.Open(_bin))
                throw LocalInput.CannotOpen(kind, source);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Audio or video.</summary>
    public MediaKind Kind { get; }

    /// <summary>The codec that the track is sent with.</summary>
    public RtpCodec Codec { get; }

    /// <summary>The id of the stream that the track belongs to (RFC 8830).</summary>
    public string StreamId { get; }

    /// <summary>The synchronization source of the track's packets.</summary>
    public uint Ssrc { get; }

    /// <summary>The RTP payload type, or null before the track has a section.</summary>
    public int? PayloadType { get; private set; }

    /// <summary>The tag of the track's section on the wire, or null before it has one.</summary>
    public string? Mid { get; private set; }

    /// <summary>The track's transceiver in webrtcbin, or null before it has a section there.</summary>
    public GObjectHandle? Transceiver { get; private set; }

    /// <summary>Puts the track into a pipeline, where it waits, and gives it a section in webrtcbin.</summary>
    public void Attach(nint pipeline, nint webrtcbin, int payloadType)
    {
        PayloadType = payloadType;
        GObject.Set(_payloader, "pt", payloadType.ToString(CultureInfo.InvariantCulture));
        GObject.Set(_payloader, "ssrc", Ssrc.ToString(CultureInfo.InvariantCulture));
        // webrtcbin writes the description from these caps, before any packet flows.
        GObject.Set(_filter, "caps", $"{Codec.RtpCaps(payloadType)},ssrc=(uint){Ssrc}");

        GstElement.SetLockedState(_bin, 1);
        GstElement.BinAdd(pipeline, _bin);
        var outer = GstElement.Expose(_bin, _filter, "src");
        var pad = GstElement.RequestPad(webrtcbin, "sink_%u");
        if (pad == 0)
            throw SkapiException.TransportFailed($"webrtcbin does not take another section of {Kind.Value}.");

        GObject.SetText(pad, "msid", StreamId);
        Transceiver = GObject.GetObject(pad, "transceiver");
        GstPad.Link(outer, pad);
        GObject.Unref(pad);
    }

    /// <summary>Whether the track sends into the section with an index in webrtcbin.</summary>
    public bool IsAt(int nativeIndex)
    {
        if (Transceiver is not { } transceiver)
            return false;

        using var use = transceiver.Borrow();
        return GObject.GetUInt(use.Instance, "mlineindex") == nativeIndex;
    }

    /// <summary>Begins to send; beginning again does nothing.</summary>
    public void Start()
    {
        if (_isStarted || Transceiver is null)
            return;

        _isStarted = true;
        GstElement.SetLockedState(_bin, 0);
        if (!GstElement.Play(_bin))
            throw SkapiException.TransportFailed($"The {Kind.Value} source does not run.");

        _input?.Start();
    }

    /// <summary>Replaces the source. Nothing is sent without one.</summary>
    /// <param name="input">The new source, opened; null for none.</param>
    /// <returns>The previous source. The caller disposes it, on no media thread.</returns>
    public LocalInput? Replace(LocalInput? input)
    {
        var before = _input;
        if (before is not null)
        {
            // Stopped first: it must not push into a pad that leads nowhere.
            GstElement.SetLockedState(before.Bin, 1);
            GstElement.Stop(before.Bin);
            GstElement.BinRemove(_bin, before.Bin);
        }

        _input = input;
        if (input is null)
            return before;

        input.SetMuted(_isMuted);
        GstElement.BinAdd(_bin, input.Bin);
        GstElement.Link(input.Bin, _gate);
        if (!GstElement.Join(input.Bin))
            throw SkapiException.TransportFailed($"The {Kind.Value} source does not run.");
        if (_isStarted)
            input.Start();
        return before;
    }

    /// <summary>Opens a source that can replace this track's.</summary>
    /// <exception cref="SkapiException">
    /// <c>NOT_SUPPORTED</c>: it has another codec, or an element is missing; <c>DEVICE_NOT_FOUND</c>.
    /// </exception>
    public LocalInput Open(LocalSource source, RtpCodec codec)
    {
        if (codec == Codec)
            return new LocalInput(Kind, codec, source, _registry);

        source.Dispose();
        throw SkapiException.NotSupported(
            $"The source would be sent as {codec.Codec}, but this call sends its {Kind.Value} as {Codec.Codec}. " +
            "Use a source with that codec, or add the media again.");
    }

    /// <summary>Sets whether the other side receives the track: a side that holds a call does not (RFC 3264, section 8.4).</summary>
    public void SetWanted(bool wanted) => GObject.Set(_gate, "drop", !wanted);

    /// <summary>Sets the track's section.</summary>
    /// <param name="mid">The tag on the wire, or null for a section without a tag.</param>
    /// <param name="extension">The id of the RTP header extension for it, or null if it was not negotiated.</param>
    public void SetMid(string? mid, int? extension)
    {
        Mid = mid;
        _marker.Set(mid, extension);
    }

    /// <summary>Sends silence or black instead of the source, or the source again.</summary>
    public void SetMuted(bool muted)
    {
        _isMuted = muted;
        _input?.SetMuted(muted);
    }

    /// <summary>Ends the track. The pipeline has stopped, or the track never came into one.</summary>
    public void Dispose()
    {
        GstElement.Stop(_bin);
        _input?.Dispose();
        Transceiver?.Dispose();
        GObject.Unref(_bin);
    }
}
