using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>GStreamer's core: start-up and element factories.</summary>
internal static unsafe partial class Gst
{
    [LibraryImport(Libraries.Gst, EntryPoint = "gst_init_check")]
    private static partial int InitCheck(int* argumentCount, nint arguments, nint* error);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_version")]
    public static partial void Version(out uint major, out uint minor, out uint micro, out uint nano);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_element_factory_find", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint FactoryFind(string name);

    /// <summary>Whether the registry knows an element.</summary>
    public static bool HasElement(string name)
    {
        var factory = FactoryFind(name);
        if (factory == 0)
            return false;

        GObject.Unref(factory);
        return true;
    }

    /// <summary>Starts GStreamer; starting it again does nothing. It loads the plugin registry, and writes it where it is new.</summary>
    /// <returns>What went wrong, or null.</returns>
    public static string? Initialize()
    {
        nint error = 0;
        return InitCheck(null, 0, &error) != 0 ? null : GLib.TakeErrorMessage(error);
    }
}
