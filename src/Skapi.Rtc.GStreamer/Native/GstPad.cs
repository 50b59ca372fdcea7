using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>GStreamer's pads: links, probes and events.</summary>
internal static unsafe partial class GstPad
{
    public const int ProbeIdle = 1 << 0;
    public const int ProbeBuffer = 1 << 4;
    public const int ProbeBufferList = 1 << 5;
    public const int ProbeEventDownstream = 1 << 6;
    public const int ProbeEventUpstream = 1 << 7;
    public const int ProbeQueryDownstream = 1 << 9;

    public const int ProbeReturnDrop = 0;
    public const int ProbeReturnOk = 1;
    public const int ProbeReturnRemove = 2;
    public const int ProbeReturnHandled = 4;

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_pad_link")]
    private static partial int LinkPads(nint source, nint sink);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_pad_is_linked")]
    public static partial int IsLinked(nint pad);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_pad_get_peer")]
    public static partial nint GetPeer(nint pad);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_pad_get_direction")]
    private static partial int GetDirection(nint pad);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_pad_get_current_caps")]
    private static partial nint GetCurrentCaps(nint pad);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_pad_query_caps")]
    private static partial nint QueryCaps(nint pad, nint filter);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_pad_set_offset")]
    public static partial void SetOffset(nint pad, long offset);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_pad_send_event")]
    public static partial void SendEvent(nint pad, nint gstEvent);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_pad_push_event")]
    private static partial void PushEvent(nint pad, nint gstEvent);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_event_new_eos")]
    public static partial nint NewEndOfStream();

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_event_new_flush_start")]
    public static partial nint NewFlushStart();

    [LibraryImport(Libraries.GstVideo, EntryPoint = "gst_video_event_new_upstream_force_key_unit")]
    private static partial nint NewKeyFrameRequest(ulong runningTime, int allHeaders, uint count);

    [LibraryImport(Libraries.GstVideo, EntryPoint = "gst_video_event_is_force_key_unit")]
    private static partial int IsForceKeyUnit(nint gstEvent);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_ghost_pad_new", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GhostPadNew(string name, nint target);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_pad_add_probe")]
    private static partial nuint AddProbe(
        nint pad,
        int mask,
        delegate* unmanaged[Cdecl]<nint, GstPadProbeInfo*, nint, int> callback,
        nint state,
        delegate* unmanaged[Cdecl]<nint, void> free);

    /// <summary>
    /// Whether an event is the end of a stream: GST_EVENT_EOS, 110 above its flags. The type follows the 64 bytes of the mini object.
    /// </summary>
    public static bool IsEndOfStream(nint gstEvent) => *(int*)(gstEvent + 64) >> 8 == 110;

    /// <summary>Whether an event is a request for a key frame.</summary>
    public static bool IsKeyFrameRequest(nint gstEvent) => IsForceKeyUnit(gstEvent) != 0;

    /// <summary>Requests a key frame from the elements before a sink pad.</summary>
    public static void RequestKeyFrame(nint sinkPad) => PushEvent(sinkPad, NewKeyFrameRequest(GstBuffer.NoTime, allHeaders: 0, count: 0));

    /// <summary>Requests a key frame from an encoder.</summary>
    public static void RequestKeyFrameOf(nint encoder)
    {
        var pad = GstElement.GetStaticPad(encoder, "src");
        SendEvent(pad, NewKeyFrameRequest(GstBuffer.NoTime, allHeaders: 0, count: 0));
        GObject.Unref(pad);
    }

    /// <summary>Whether data leaves by the pad.</summary>
    public static bool IsSource(nint pad) => GetDirection(pad) == 1;

    /// <summary>Watches what passes a pad. The state stays reachable until the probe is removed.</summary>
    public static nuint Probe(nint pad, int mask, delegate* unmanaged[Cdecl]<nint, GstPadProbeInfo*, nint, int> callback, object state) =>
        AddProbe(pad, mask, callback, NativeState.New(state), NativeState.Destroy);

    /// <summary>Links two pads.</summary>
    /// <exception cref="SkapiException"><c>TRANSPORT_FAILED</c>: they do not match.</exception>
    public static void Link(nint source, nint sink)
    {
        var result = LinkPads(source, sink);
        if (result != 0)
        {
            throw SkapiException.TransportFailed(
                $"{GstElement.NameOf(source)} and {GstElement.NameOf(sink)} could not be linked ({result}).");
        }
    }

    /// <summary>The format that passes a pad, or those that can pass it before one is negotiated.</summary>
    public static string CapsOf(nint pad)
    {
        var caps = GetCurrentCaps(pad);
        return GstCaps.TakeText(caps != 0 ? caps : QueryCaps(pad, 0));
    }
}
