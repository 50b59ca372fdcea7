using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>Tells what a file is by how it begins.</summary>
internal static unsafe partial class GstTypeFind
{
    [LibraryImport(Libraries.GstBase, EntryPoint = "gst_type_find_helper_for_data")]
    private static partial nint HelperForData(nint instance, byte* data, nuint size, nint probability);

    /// <summary>The format that the bytes are of, as caps; null where no plugin knows it.</summary>
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
