using Skapi.Rtc.DataChannels;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Channels;

/// <summary>
/// The messages of one SCTP stream on their way to its channel. webrtcbin announces a channel on another thread than the messages come
/// from, so on a machine under load thousands of messages can arrive before: they wait.
/// </summary>
internal sealed class StreamMessages
{
    // As much as the inbox of a channel keeps. More comes before the announcement only from a side that never announces the channel.
    private const long Limit = MessageInbox.Limit;
    private const int Overhead = 64;

    private readonly Lock _lock = new();
    private readonly Queue<(DataChannelMessage Message, int Length)> _early = new();
    private IMessageTarget? _target;
    private long _size;
    private bool _hasOverflowed;

    /// <summary>Gives the messages to a channel: those that have arrived, and those that will.</summary>
    public void Bind(IMessageTarget target)
    {
        lock (_lock)
        {
            if (_target == target)
                return;

            _target = target;
            while (_early.TryDequeue(out var next))
                target.OnMessage(next.Message, next.Length);
            _size = 0;
            if (_hasOverflowed)
                target.OnOverflow();
        }
    }

    /// <summary>Ends <see cref="Bind"/>: later messages wait for the next channel with the stream's number.</summary>
    public void Unbind(IMessageTarget target)
    {
        lock (_lock)
        {
            if (_target == target)
                _target = null;
        }
    }

    /// <summary>Handles a message that has arrived.</summary>
    public void OnMessage(DataChannelMessage message, int length)
    {
        lock (_lock)
        {
            if (_target is not null)
                _target.OnMessage(message, length);
            else if (_hasOverflowed || _size + length + Overhead > Limit)
                _hasOverflowed = true;
            else
                Keep(message, length);
        }
    }

    private void Keep(DataChannelMessage message, int length)
    {
        _early.Enqueue((message, length));
        _size += length + Overhead;
    }
}
