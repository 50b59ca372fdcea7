using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>GStreamer's formats.</summary>
internal static partial class GstCaps
{
    [LibraryImport(Libraries.Gst, EntryPoint = "gst_caps_from_string", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint FromString(string text);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_caps_new_any")]
    public static partial nint NewAny();

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_caps_get_type")]
    public static partial nuint GetGType();

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_caps_to_string")]
    private static partial nint ToNativeString(nint caps);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_caps_get_structure")]
    public static partial nint GetStructure(nint caps, uint index);

    /// <summary>Drops a reference to caps or to any other of GStreamer's mini objects.</summary>
    [LibraryImport(Libraries.Gst, EntryPoint = "gst_mini_object_unref")]
    public static partial void Unref(nint miniObject);

    /// <summary>Converts caps that the caller owns to text, and releases them.</summary>
    public static string TakeText(nint caps)
    {
        if (caps == 0)
            return "";

        var text = GLib.TakeString(ToNativeString(caps)) ?? "";
        Unref(caps);
        return text;
    }
}
