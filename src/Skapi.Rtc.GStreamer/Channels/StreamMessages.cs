using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Channels;

/// <summary>
/// The messages of one SCTP stream on their way to its channel. webrtcbin announces a channel on another thread than the messages come
/// from, so on a machine under load thousands of messages can arrive before: they wait.
/// </summary>
/// <param name="budget">Limits the bytes that wait, together with the other streams of the peer.</param>
internal sealed class StreamMessages(EarlyMessageBudget budget)
{
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
            Release();
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
                (_target, _hasOverflowed) = (null, false);
        }
    }

    /// <summary>The stream ended: drops what waits.</summary>
    public void Drop()
    {
        lock (_lock)
        {
            _early.Clear();
            Release();
        }
    }

    /// <summary>Handles a message that has arrived.</summary>
    public void OnMessage(DataChannelMessage message, int length)
    {
        lock (_lock)
        {
            // A message was lost, so the channel fails. Later ones are dropped, too, because they would follow the gap.
            if (_hasOverflowed)
                return;

            if (_target is not null)
                _target.OnMessage(message, length);
            else if (budget.TryReserve(length + Overhead))
                Keep(message, length);
            else
                _hasOverflowed = true;
        }
    }

    private void Keep(DataChannelMessage message, int length)
    {
        _early.Enqueue((message, length));
        _size += length + Overhead;
    }

    private void Release()
    {
        budget.Release(_size);
        _size = 0;
    }
}
