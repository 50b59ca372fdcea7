using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Channels;

/// <summary>Closes a native channel after the messages that were sent on it.</summary>
/// <remarks>
/// webrtcbin counts a message as sent when it leaves its own queue, and closes then: a message that still waits for room in the SCTP
/// association is lost. So the closing waits until the association has taken everything. Then a webrtcbin on the other side gets a moment
/// to hand on what has arrived, because it drops that when the channel closes.
/// </remarks>
internal static class ClosingChannel
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(100);

    /// <summary>Closes a channel once its messages have left.</summary>
    /// <param name="context">The peer.</param>
    /// <param name="streamId">The channel's SCTP stream.</param>
    /// <param name="bufferedAmount">Reads how many bytes wait in webrtcbin.</param>
    /// <param name="close">Closes the native channel.</param>
    /// <param name="cancellationToken">Cancels the waiting: the channel is gone, and is not closed.</param>
    public static async Task CloseAsync(
        ChannelContext context, int streamId, Func<uint> bufferedAmount, Action close, CancellationToken cancellationToken)
    {
        try
        {
            while (bufferedAmount() > 0)
                await Task.Delay(Poll, context.Time, cancellationToken).ConfigureAwait(false);

            await WhenIdle(context.WebRtcBin, streamId).WaitAsync(cancellationToken).ConfigureAwait(false);
            await Task.Delay(Linger, context.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        close();
    }

    // A pad is idle when nothing is being pushed through it: the encoder has passed the last message to the association.
    private static unsafe Task WhenIdle(nint webrtcbin, int streamId)
    {
        using var encoder = GstElement.Find(webrtcbin, "sctpenc");
        if (encoder is null)
            return Task.CompletedTask;

        using var use = encoder.Borrow();
        var entry = GstElement.GetStaticPad(use.Instance, $"sink_{streamId}");
        if (entry == 0)
            return Task.CompletedTask;

        var idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var outlet = GstPad.GetPeer(entry);
        if (outlet == 0)
        {
            idle.SetResult();
        }
        else
        {
            GstPad.Probe(outlet, GstPad.ProbeIdle, &OnIdle, idle);
            GObject.Unref(outlet);
        }

        GObject.Unref(entry);
        return idle.Task;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe int OnIdle(nint pad, GstPadProbeInfo* info, nint userData)
    {
        NativeState.Get<TaskCompletionSource>(userData).TrySetResult();
        return GstPad.ProbeReturnRemove;
    }
}
