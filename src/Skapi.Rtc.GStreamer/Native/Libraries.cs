namespace Skapi.Rtc.GStreamer.Native;

/// <summary>The shared libraries that the bindings call, by the names under which Debian's runtime packages install them.</summary>
internal static class Libraries
{
    public const string GLib = "libglib-2.0.so.0";
    public const string GObject = "libgobject-2.0.so.0";
    public const string Gst = "libgstreamer-1.0.so.0";
    public const string GstApp = "libgstapp-1.0.so.0";
    public const string GstBase = "libgstbase-1.0.so.0";
    public const string GstSdp = "libgstsdp-1.0.so.0";
    public const string GstRtp = "libgstrtp-1.0.so.0";
    public const string GstSctp = "libgstsctp-1.0.so.0";
    public const string GstVideo = "libgstvideo-1.0.so.0";
    public const string GstWebRtc = "libgstwebrtc-1.0.so.0";
    public const string Nice = "libnice.so.10";
}
