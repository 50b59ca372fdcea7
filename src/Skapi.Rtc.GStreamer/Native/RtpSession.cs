using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>What webrtcbin's RTP session knows about its sources.</summary>
internal static unsafe partial class RtpSession
{
    [LibraryImport(Libraries.Gst, EntryPoint = "gst_element_get_type")]
    private static partial nuint GetElementType();

    /// <summary>Reads the statistics of every source.</summary>
    /// <param name="webrtcbin">webrtcbin, whose bundle has one RTP session.</param>
    public static IReadOnlyList<RtpSourceStats> Read(nint webrtcbin)
    {
        using var rtpbin = GstElement.Find(webrtcbin, "rtpbin");
        if (rtpbin is null)
            return [];

        using var rtpbinUse = rtpbin.Borrow();
        using var session = Signals.EmitForObject(rtpbinUse.Instance, "get-session", GetElementType(), GValue.OfUInt(0));
        if (session is null)
            return [];

        using var use = session.Borrow();
        using var stats = GObject.Get(use.Instance, "stats");
        var sources = (GValueArray*)GstStructure.GetBoxed(stats.GetBoxed(), "source-stats");
        if (sources == null)
            return [];

        var result = new List<RtpSourceStats>();
        for (var i = 0u; i < sources->Count; i++)
            result.Add(RtpSourceStats.Read(sources->Values[i].GetBoxed()));
        return result;
    }

    /// <summary>GValueArray.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct GValueArray
    {
        public readonly uint Count;
        public readonly GValue* Values;
        public readonly uint Reserved;
    }
}
