using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Media.Receiving;

/// <summary>Leads each incoming RTP stream to its track once a packet shows which one that is. Earlier packets are dropped.</summary>
/// <param name="midExtension">The id of the RTP header extension with the section's tag, or null.</param>
/// <param name="route">Leads a pad to its track, or returns false if the track is not known yet.</param>
/// <param name="failed">Called with an exception; the stream is dropped.</param>
internal sealed class StreamRouter(Func<int?> midExtension, Func<nint, RtpHeader, bool> route, Action<nint, Exception> failed)
{
    /// <summary>Watches a source pad of webrtcbin until its track is known.</summary>
    public unsafe void Watch(nint pad) => GstPad.Probe(pad, GstPad.ProbeBuffer, &OnPacket, this);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe int OnPacket(nint pad, GstPadProbeInfo* info, nint userData)
    {
        var self = NativeState.Get<StreamRouter>(userData);
        try
        {
            return self.TryRoute(pad, info->Data) ? GstPad.ProbeReturnRemove : GstPad.ProbeReturnDrop;
        }
        catch (Exception exception)
        {
            self.Fail(pad, exception);
            return GstPad.ProbeReturnRemove;
        }
    }

    private bool TryRoute(nint pad, nint buffer)
    {
        RtpHeader? header;
        using (var mapping = GstBuffer.Read(buffer))
            header = RtpHeader.Read(mapping.Bytes, midExtension());
        return header is { } known && route(pad, known);
    }

    private void Fail(nint pad, Exception exception) => failed(pad, exception);
}
