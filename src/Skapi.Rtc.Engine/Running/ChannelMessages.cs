using System.Text;
using Skapi.Protocol;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Running;

/// <summary>
/// Raises the messages of one channel: from the transport straight to the app, between the channel's open and close events. The transport
/// delivers the next message when the app has room for it.
/// </summary>
/// <param name="call">The call.</param>
/// <param name="channel">The channel.</param>
internal sealed class ChannelMessages(LiveCall call, IRtcDataChannel channel) : IDataChannelReceiver
{
    /// <summary>What a message occupies beyond its content.</summary>
    private const int Overhead = 256;

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _label = channel.Label;
    private bool _closed;

    /// <summary>The open event has been raised.</summary>
    public void Open() => _opened.TrySetResult();

    /// <summary>The close event is about to be raised: messages that are received later are dropped.</summary>
    public void Close()
    {
        lock (_gate)
            _closed = true;

        _opened.TrySetResult();
    }

    public async ValueTask OnMessageAsync(IRtcDataChannel source, DataChannelMessage message)
    {
        call.CountMessage();
        if (!_opened.Task.IsCompleted)
            await _opened.Task.ConfigureAwait(false);

        await Raise(message).ConfigureAwait(false);
    }

    private ValueTask Raise(DataChannelMessage message)
    {
        var size = Overhead + (message.Text is { } text ? Encoding.UTF8.GetByteCount(text) : message.Data.Length);
        var raised = new RtcEvent.DataChannelMessage
        {
            Target = new DataChannelTarget { Cid = call.Cid, Label = _label },
            ElapsedMilliseconds = call.Elapsed.TotalMilliseconds,
            Data = message.Text,

            // Without the cast, null would become an empty memory: ReadOnlyMemory has a conversion from a null array.
            Binary = message.IsText ? (ReadOnlyMemory<byte>?)null : message.Data,
            LastEventId = "",
            Origin = "",
            ReadyState = channel.State,
            BufferedAmount = channel.BufferedAmount,
        };

        // The close event is raised after the lock is released, so it follows this message.
        lock (_gate)
            return _closed ? ValueTask.CompletedTask : call.Events.PublishAsync(raised, size);
    }
}
