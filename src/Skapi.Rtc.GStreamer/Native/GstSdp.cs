using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>GStreamer's session descriptions, between text and the native form that webrtcbin takes.</summary>
internal static unsafe partial class GstSdp
{
    [LibraryImport(Libraries.GstSdp, EntryPoint = "gst_sdp_message_new_from_text", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MessageFromText(string text, nint* message);

    [LibraryImport(Libraries.GstSdp, EntryPoint = "gst_sdp_message_as_text")]
    private static partial nint MessageAsText(nint message);

    [LibraryImport(Libraries.GstWebRtc, EntryPoint = "gst_webrtc_session_description_new")]
    private static partial nint DescriptionNew(int type, nint message);

    [LibraryImport(Libraries.GstWebRtc, EntryPoint = "gst_webrtc_session_description_free")]
    public static partial void Free(nint description);

    [LibraryImport(Libraries.GstWebRtc, EntryPoint = "gst_webrtc_session_description_get_type")]
    public static partial nuint GetGType();

    /// <summary>A native description that the caller frees, or zero where the text cannot be read.</summary>
    public static nint Parse(GstSdpType type, string text)
    {
        nint message = 0;
        return MessageFromText(text, &message) == 0 ? DescriptionNew((int)type, message) : 0;
    }

    /// <summary>The text of a native description.</summary>
    public static string TextOf(nint description) =>
        GLib.TakeString(MessageAsText(((DescriptionLayout*)description)->Message))
            ?? throw SkapiException.TransportFailed("GStreamer could not write the description.");

    /// <summary>GstWebRTCSessionDescription.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct DescriptionLayout
    {
        public readonly int Type;
        public readonly nint Message;
    }
}
