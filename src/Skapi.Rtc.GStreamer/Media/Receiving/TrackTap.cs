using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Media.Receiving;

/// <summary>
/// The media of one remote track in the pipeline: funnel → guard → depayloader → tee, and from there the branches. A branch can be
/// added while media flows.
/// </summary>
internal sealed class TrackTap
{
    private readonly nint _pipeline;
    private readonly nint _funnel;
    private readonly nint _tee;

    /// <summary>Begins to take RTP packets from a source pad of webrtcbin.</summary>
    /// <exception cref="SkapiException"><c>NOT_SUPPORTED</c>: a codec without a decoder here.</exception>
    public TrackTap(nint pipeline, nint pad)
    {
        _pipeline = pipeline;
        Codec = CodecOf(pad);

        _funnel = GstElement.Add(pipeline, "funnel");
        var guard = FailureGuard.Add(pipeline);
        var depayloader = GstElement.Add(pipeline, Codec.Depayloader);
        // After a loss, a key frame is requested, because decoding begins again there.
        if (Codec.Kind == MediaKind.Video)
            GObject.Set(depayloader, "request-keyframe", true);

        _tee = GstElement.Add(pipeline, "tee");
        GObject.Set(_tee, "allow-not-linked", true);
        GstElement.Link(_funnel, guard, depayloader, _tee);
        Run(_tee);
        Run(depayloader);
        Run(guard);
        Run(_funnel);
        AddInput(pad);
    }

    /// <summary>The codec of the packets that come out of a pad.</summary>
    /// <exception cref="SkapiException"><c>NOT_SUPPORTED</c>: it was not negotiated.</exception>
    public static RtpCodec CodecOf(nint pad)
    {
        var caps = GstPad.CapsOf(pad);
        return RtpCodec.All.FirstOrDefault(
            codec => caps.Contains($"encoding-name=(string){codec.EncodingName}", StringComparison.OrdinalIgnoreCase))
            ?? throw SkapiException.NotSupported($"The other side sends media in a format that was not negotiated: “{caps}”.");
    }

    /// <summary>The codec of the track.</summary>
    public RtpCodec Codec { get; }

    /// <summary>Whether the track is decoded.</summary>
    public bool HasDecoder { get; private set; }

    /// <summary>Whether encoded frames are given out.</summary>
    public bool HasEncoded { get; private set; }

    /// <summary>Takes RTP packets from a source pad of webrtcbin.</summary>
    public void AddInput(nint pad)
    {
        var entry = GstElement.RequestPad(_funnel, "sink_%u");
        GstPad.Link(pad, entry);
        GObject.Unref(entry);
    }

    /// <summary>Decodes to I420 or S16LE.</summary>
    public void AddDecoder(FrameListener listener)
    {
        HasDecoder = true;
        AddBranch(listener, Codec.RawCaps, Codec.Decoder, Codec.Converter);
    }

    /// <summary>Passes encoded frames to a listener.</summary>
    public void AddEncoded(FrameListener listener)
    {
        HasEncoded = true;
        if (Codec.Parser is { } parser)
            AddBranch(listener, Codec.EncodedCaps, parser);
        else
            AddBranch(listener, caps: null);
    }

    /// <summary>Requests a key frame from the other side.</summary>
    public void RequestKeyFrame()
    {
        var entry = GstElement.GetStaticPad(_tee, "sink");
        RequestKeyFrame(entry);
        GObject.Unref(entry);
    }

    /// <summary>Passes the encoded media to another pad too.</summary>
    /// <returns>The pad of the tee, for <see cref="Unlink"/>.</returns>
    public nint Link(nint entry)
    {
        var outlet = GstElement.RequestPad(_tee, "src_%u");
        GstPad.Link(outlet, entry);
        RequestKeyFrame(entry);
        return outlet;
    }

    /// <summary>Ends <see cref="Link"/>. The caller ensures that no data passes the pad meanwhile.</summary>
    public void Unlink(nint outlet)
    {
        GstElement.ReleaseRequestPad(_tee, outlet);
        GObject.Unref(outlet);
    }

    // A branch: guard → queue → the elements → the format → appsink.
    private void AddBranch(FrameListener listener, string? caps, params ReadOnlySpan<string> factories)
    {
        var elements = new List<nint> { FailureGuard.Add(_pipeline), GstElement.Add(_pipeline, "queue") };
        foreach (var factory in factories)
            elements.Add(GstElement.Add(_pipeline, factory));

        if (caps is not null)
        {
            var filter = GstElement.Add(_pipeline, "capsfilter");
            GObject.Set(filter, "caps", caps);
            elements.Add(filter);
        }

        var sink = GstElement.Add(_pipeline, "appsink");
        GObject.Set(sink, "sync", false);
        GObject.Set(sink, "async", false);
        GstApp.Listen(sink, listener);
        elements.Add(sink);

        GstElement.Link(elements.ToArray());
        for (var i = elements.Count - 1; i >= 0; i--)
            Run(elements[i]);

        var entry = GstElement.GetStaticPad(elements[0], "sink");
        var outlet = GstElement.RequestPad(_tee, "src_%u");
        GstPad.Link(outlet, entry);
        RequestKeyFrame(entry);
        GObject.Unref(outlet);
        GObject.Unref(entry);
    }

    private static void Run(nint element)
    {
        if (!GstElement.Join(element))
            throw SkapiException.TransportFailed($"{GstElement.NameOf(element)} does not run.");
    }

    // A branch that begins in the middle of a stream needs a key frame to begin with.
    private void RequestKeyFrame(nint entry)
    {
        if (Codec.Kind == MediaKind.Video)
            GstPad.RequestKeyFrame(entry);
    }
}
