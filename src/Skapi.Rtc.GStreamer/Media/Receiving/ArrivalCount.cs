using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Media.Receiving;

/// <summary>Counts the RTP packets that come out of webrtcbin. A list of packets counts once, because only the growth matters.</summary>
internal sealed class ArrivalCount
{
    private long _value;

    public long Value => Volatile.Read(ref _value);

    /// <summary>Counts what passes a source pad of webrtcbin, until the pad is removed.</summary>
    public unsafe void Watch(nint pad) => GstPad.Probe(pad, GstPad.ProbeBuffer | GstPad.ProbeBufferList, &OnPacket, this);

    // Nothing in here throws, which would end the process.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe int OnPacket(nint pad, GstPadProbeInfo* info, nint userData)
    {
        Interlocked.Increment(ref NativeState.Get<ArrivalCount>(userData)._value);
        return GstPad.ProbeReturnOk;
    }
}
