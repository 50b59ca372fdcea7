using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Media.Sending;

/// <summary>Writes the tag of a track's section into its RTP packets, as a header extension (RFC 9143, section 15).</summary>
internal sealed unsafe class MidMarker
{
    // RFC 8285, section 4.2: an element with a one-byte header has up to 16 bytes.
    private const int MaxLength = 16;

    private volatile Mark? _mark;

    /// <summary>Watches what a payloader gives out, for as long as it lives.</summary>
    public void Watch(nint payloader)
    {
        var pad = GstElement.GetStaticPad(payloader, "src");
        GstPad.Probe(pad, GstPad.ProbeBuffer | GstPad.ProbeBufferList, &OnPackets, this);
        GObject.Unref(pad);
    }

    /// <summary>
    /// Marks the packets from now on. Without a tag or an extension, or with a tag that is too long for it, they stay unmarked.
    /// </summary>
    public void Set(string? mid, int? extension)
    {
        var bytes = mid is null ? [] : Encoding.UTF8.GetBytes(mid);
        _mark = bytes.Length is > 0 and <= MaxLength && extension is { } id and <= 14 ? new Mark((byte)id, bytes) : null;
    }

    // Nothing in here throws, which would end the process.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnPackets(nint pad, GstPadProbeInfo* info, nint userData)
    {
        if (NativeState.Get<MidMarker>(userData)._mark is not { } mark)
            return GstPad.ProbeReturnOk;

        info->Data = GstRtp.MakeWritable(info->Data);
        if ((info->Type & GstPad.ProbeBuffer) != 0)
            GstRtp.AddExtension(info->Data, mark.Id, mark.Bytes);
        else
            GstRtp.AddExtensionToList(info->Data, mark.Id, mark.Bytes);
        return GstPad.ProbeReturnOk;
    }

    private sealed record Mark(byte Id, byte[] Bytes);
}
