using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>What a pad probe was called for: the beginning of GstPadProbeInfo.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct GstPadProbeInfo
{
    private readonly int _type;
    private readonly nuint _id;
    private readonly nint _data;

    /// <summary>The kind of data, and what the pad does with it.</summary>
    public int Type => _type;

    /// <summary>The probe's id.</summary>
    public nuint Id => _id;

    /// <summary>The buffer, list or event.</summary>
    public nint Data => _data;
}
