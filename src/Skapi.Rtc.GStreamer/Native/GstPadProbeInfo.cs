using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>The beginning of GstPadProbeInfo: what a pad probe was called for.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GstPadProbeInfo
{
    private readonly int _type;
    private readonly nuint _id;
    private nint _data;

    /// <summary>The kind of data, and what the pad does with it.</summary>
    public readonly int Type => _type;

    /// <summary>The buffer, list or event. A probe may put another one in its place.</summary>
    public nint Data
    {
        readonly get => _data;
        set => _data = value;
    }
}
