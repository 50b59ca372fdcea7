using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>DTLS's close_notify (RFC 8446, section 6.1), which tells the other side at once that the connection is closed.</summary>
internal static unsafe class CloseNotice
{
    /// <summary>Sends the notice.</summary>
    /// <returns>A task that completes when the notice has left the DTLS encoder.</returns>
    public static Task SendAsync(nint webrtcbin)
    {
        using var encoder = GstElement.Find(webrtcbin, "dtlsenc");
        if (encoder is null)
            return Task.CompletedTask;

        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var use = encoder.Borrow();
        var outlet = GstElement.GetStaticPad(use.Instance, "src");
        GstPad.Probe(outlet, GstPad.ProbeBuffer | GstPad.ProbeBufferList, &OnPacket, sent);
        GObject.Unref(outlet);

        // The end of the stream makes the encoder close the connection. On a call without data its sink pad does not exist yet.
        var entry = GstElement.GetStaticPad(use.Instance, "sink");
        if (entry == 0)
            entry = GstElement.RequestPad(use.Instance, "sink");
        GstPad.SendEvent(entry, GstPad.NewEndOfStream());
        GObject.Unref(entry);
        return sent.Task;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnPacket(nint pad, GstPadProbeInfo* info, nint userData)
    {
        NativeState.Get<TaskCompletionSource>(userData).TrySetResult();
        return GstPad.ProbeReturnOk;
    }
}
