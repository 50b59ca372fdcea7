using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Channels;

/// <summary>Closes a native channel after the messages that were sent on it, and waits until the other side closes it too.</summary>
/// <remarks>
/// <para>
/// webrtcbin counts a message as sent when it leaves its own queue, and closes then: a message that still waits for room in the SCTP
/// association is lost. So the closing waits until the association has taken everything. Then a webrtcbin on the other side gets a moment
/// to hand on what has arrived, because it drops that when the channel closes.
/// </para>
/// <para>
/// A webrtcbin on the other side that is told to close while its messages are on their way does not always reset its stream (RFC 8831,
/// section 6.7) before the association ends, and any other stack can leave that out. So a silent channel counts as closed after a while.
/// </para>
/// </remarks>
internal static class ClosingChannel
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(100);

    /// <summary>The time without a message after which the other side's closing is not awaited any longer.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    /// <summary>Closes a channel: at once, or after its messages have left.</summary>
    /// <param name="context">The peer.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="hasSent">Whether messages were sent on it.</param>
    /// <param name="cancellationToken">Cancels the waiting: the channel is gone, and is not closed.</param>
    public static async Task CloseAsync(
        ChannelContext context, GStreamerDataChannel channel, bool hasSent, CancellationToken cancellationToken)
    {
        try
        {
            if (hasSent)
                await WhenLeftAsync(context, channel, cancellationToken).ConfigureAwait(false);
            channel.CloseNative();
            await WhenClosedOrSilentAsync(context.Time, channel, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        channel.OnClosed();
    }

    private static async Task WhenLeftAsync(ChannelContext context, GStreamerDataChannel channel, CancellationToken cancellationToken)
    {
        while (channel.BufferedAmount > 0)
            await Task.Delay(Poll, context.Time, cancellationToken).ConfigureAwait(false);

        await WhenIdle(context.WebRtcBin, channel.Id ?? 0).WaitAsync(cancellationToken).ConfigureAwait(false);
        await Task.Delay(Linger, context.Time, cancellationToken).ConfigureAwait(false);
    }

    private static async Task WhenClosedOrSilentAsync(
        TimeProvider time, GStreamerDataChannel channel, CancellationToken cancellationToken)
    {
        long received;
        do
        {
            received = channel.Stats.MessagesReceived;
            await Task.WhenAny(channel.Closed, Task.Delay(Silence, time, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
        while (!channel.Closed.IsCompleted && channel.Stats.MessagesReceived != received);
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
