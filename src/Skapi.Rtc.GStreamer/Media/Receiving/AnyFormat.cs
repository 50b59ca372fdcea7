using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Media.Receiving;

/// <summary>Answers for the elements behind a source pad of webrtcbin that they accept any format.</summary>
/// <remarks>
/// For each description webrtcbin asks the elements behind the source pads of a section for their formats, and compares them with those of
/// the section. All streams come out of pads of the transport's own section, whose format is that of no stream. So it would refuse every
/// description after the first stream has been led to its track.
/// </remarks>
internal static class AnyFormat
{
    /// <summary>Answers for what is behind a source pad, until the pad is removed.</summary>
    public static unsafe void Watch(nint pad) => GstPad.Probe(pad, GstPad.ProbeQueryDownstream, &OnQuery, new object());

    // Nothing in here throws, which would end the process.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe int OnQuery(nint pad, GstPadProbeInfo* info, nint userData)
    {
        if (!GstQuery.IsCaps(info->Data))
            return GstPad.ProbeReturnOk;

        GstQuery.AnswerAnyCaps(info->Data);
        return GstPad.ProbeReturnHandled;
    }
}
