using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>GStreamer's queries.</summary>
internal static unsafe partial class GstQuery
{
    // GST_QUERY_CAPS is 170 above its flags. The type follows the 64 bytes of the mini object.
    private const int TypeOffset = 64;
    private const int FlagBits = 8;
    private const int Caps = 170;

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_query_set_caps_result")]
    private static partial void SetCapsResult(nint query, nint caps);

    /// <summary>Whether a query asks for the formats of a pad.</summary>
    public static bool IsCaps(nint query) => *(int*)(query + TypeOffset) >> FlagBits == Caps;

    /// <summary>Answers a query for formats: any.</summary>
    public static void AnswerAnyCaps(nint query)
    {
        var any = GstCaps.NewAny();
        SetCapsResult(query, any);
        GstCaps.Unref(any);
    }
}
