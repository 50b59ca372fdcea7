using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>Detects the format of a file by its first bytes.</summary>
internal static unsafe partial class GstTypeFind
{
    [LibraryImport(Libraries.GstBase, EntryPoint = "gst_type_find_helper_for_data")]
    private static partial nint HelperForData(nint instance, byte* data, nuint size, nint probability);

    /// <summary>The format of the bytes, as caps, or null if no plugin recognizes it.</summary>
    public static string? Find(ReadOnlySpan<byte> beginning)
    {
        if (beginning.IsEmpty)
            return null;

        fixed (byte* data = beginning)
        {
            var caps = HelperForData(0, data, (nuint)beginning.Length, 0);
            return caps == 0 ? null : GstCaps.TakeText(caps);
        }
    }
}
