using Microsoft.Extensions.Logging;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.DataChannels;

/// <summary>
/// The received messages of one data channel on their way to its receiver. It keeps the rules of <see cref="IDataChannelReceiver"/>: in
/// order, one at a time, on the thread pool, and bounded. Safe to use from any thread.
/// </summary>
/// <param name="channel">The channel, for the receiver and the log.</param>
/// <param name="logger">The log.</param>
/// <param name="drained">Called when the inbox was full and has room again, so that the transport reads on. Null for a transport that
/// cannot wait.</param>
public sealed class MessageInbox(IRtcDataChannel channel, ILogger logger, Action? drained = null) : IThreadPoolWorkItem
{
    /// <summary>The number of waiting bytes from which <see cref="IsFull"/> is true: a transport that can wait delivers no more.</summary>
    public const int HighWaterMark = 1 << 20;

    /// <summary>The maximum number of waiting bytes: <see cref="Post"/> refuses further messages.</summary>
    public const int Limit = 16 << 20;

    // Empty messages are not free: they would grow the queue without bound.
    private const int MessageOverhead = 64;
    private const int LowWaterMark = HighWaterMark / 2;

    private readonly Lock _gate = new();
    private readonly Queue<DataChannelMessage> _messages = new();
    private IDataChannelReceiver? _receiver;
    private Action? _completed;
    private long _waiting;
    private bool _wasFull;
    private bool _isOpen;
    private bool _isCompleting;
    private bool _isRunning;
    private bool _isDiscarded;
    private bool _hasOverflowed;

    /// <summary>Whether the transport should wait before it posts another message.</summary>
    public bool IsFull => Volatile.Read(ref _waiting) >= HighWaterMark;

    /// <summary>Sets the receiver.</summary>
    /// <exception cref="InvalidOperationException">There is a receiver already.</exception>
    public void Attach(IDataChannelReceiver receiver)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        lock (_gate)
        {
            if (_receiver is not null)
                throw new InvalidOperationException($"The data channel “{channel.Label}” has a receiver already.");

            _receiver = receiver;
        }

        Run();
    }

    /// <summary>The event that the channel is open has been handled: messages may be delivered.</summary>
    public void Open()
    {
        lock (_gate)
            _isOpen = true;

        Run();
    }

    /// <summary>Adds a message.</summary>
    /// <returns>
    /// False once, for the message that exceeds the <see cref="Limit"/>: the transport then fails the channel and closes it. Neither this
    /// message nor a later one is kept, so that the receiver never gets a message after one that it did not get.
    /// </returns>
    public bool Post(DataChannelMessage message)
    {
        lock (_gate)
        {
            if (_isDiscarded || _isCompleting || _hasOverflowed)
                return true;
            if (_waiting >= Limit)
            {
                _hasOverflowed = true;
                return false;
            }

            _messages.Enqueue(message);
            _waiting += SizeOf(message);
            _wasFull |= _waiting >= HighWaterMark;
        }

        Run();
        return true;
    }

    /// <summary>
    /// The channel is closed: calls back after the last message was handled, or at once if nothing waits. Must be called without locks
    /// that the callback takes.
    /// </summary>
    /// <param name="completed">Called once.</param>
    /// <param name="isConnectionLost">Whether the connection ended: without a receiver, the waiting messages are dropped.</param>
    public void Complete(Action completed, bool isConnectionLost = false)
    {
        lock (_gate)
        {
            if (!_isCompleting)
                (_isCompleting, _completed) = (true, completed);
            if (isConnectionLost && _receiver is null)
                _messages.Clear();

            // Nothing waits: the caller's events keep their order.
            if (!_isRunning && _messages.Count == 0)
                (completed, _completed) = (_completed ?? NoAction, null);
            else
                completed = NoAction;
        }

        completed();
        Run();
    }

    /// <summary>The peer is disposed: no further message is delivered, and nothing is called back.</summary>
    public void Discard()
    {
        lock (_gate)
        {
            _isDiscarded = _isCompleting = true;
            _completed = null;
            _messages.Clear();
        }
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute() => _ = PumpAsync();

    private static long SizeOf(DataChannelMessage message) =>
        MessageOverhead + (message.Text is { } text ? 2L * text.Length : message.Data.Length);

    private static void NoAction()
    {
    }

    private void Run()
    {
        lock (_gate)
        {
            var hasWork = _messages.Count > 0 ? _isOpen && _receiver is not null : _completed is not null;
            if (_isRunning || _isDiscarded || !hasWork)
                return;

            _isRunning = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private async Task PumpAsync()
    {
        while (TryTake(out var receiver, out var message))
        {
            try
            {
                await receiver.OnMessageAsync(channel, message).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                ChannelLog.ReceiverFailed(logger, error, channel.Label);
            }

            if (Release(SizeOf(message)))
                drained?.Invoke();
        }
    }

    private bool TryTake(out IDataChannelReceiver receiver, out DataChannelMessage message)
    {
        Action? completed = null;
        lock (_gate)
        {
            receiver = _receiver!;
            if (!_isDiscarded && _receiver is not null && _messages.TryDequeue(out message))
                return true;

            message = default;
            _isRunning = false;
            if (_messages.Count == 0)
                (completed, _completed) = (_completed, null);
        }

        completed?.Invoke();
        return false;
    }

    /// <returns>Whether the inbox was full and has room again.</returns>
    private bool Release(long size)
    {
        lock (_gate)
        {
            _waiting -= size;
            if (!_wasFull || _waiting > LowWaterMark)
                return false;

            _wasFull = false;
            return true;
        }
    }
}
