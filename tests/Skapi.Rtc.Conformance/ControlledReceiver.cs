using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Conformance;

/// <summary>Receives messages as a test wants it: holds the first until it is released, or throws.</summary>
public sealed class ControlledReceiver : IDataChannelReceiver
{
    private readonly Lock _gate = new();
    private readonly List<DataChannelMessage> _messages = [];
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inside;

    /// <summary>Whether a message is handled only after <see cref="Release"/>.</summary>
    public bool Holds { get; init; }

    /// <summary>Whether handling a message throws.</summary>
    public bool Throws { get; init; }

    /// <summary>Whether two messages were ever handled at the same time.</summary>
    public bool Overlapped { get; private set; }

    /// <summary>The messages so far.</summary>
    public IReadOnlyList<DataChannelMessage> Messages
    {
        get
        {
            lock (_gate)
                return [.. _messages];
        }
    }

    /// <summary>Lets the held message and all further ones pass.</summary>
    public void Release() => _released.TrySetResult();

    public async ValueTask OnMessageAsync(IRtcDataChannel channel, DataChannelMessage message)
    {
        Overlapped |= Interlocked.Increment(ref _inside) > 1;
        lock (_gate)
        {
            _messages.Add(message);
            _arrived.TrySetResult();
        }

        if (Holds)
            await _released.Task;

        Interlocked.Decrement(ref _inside);
        if (Throws)
            throw new InvalidOperationException("The receiver throws.");
    }

    /// <summary>Waits until a number of messages has arrived.</summary>
    public async Task<IReadOnlyList<DataChannelMessage>> WaitForAsync(int count)
    {
        while (true)
        {
            Task arrived;
            lock (_gate)
            {
                if (_messages.Count >= count)
                    return [.. _messages];

                _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                arrived = _arrived.Task;
            }

            await arrived.WaitAsync(PeerRecorder.HangGuard);
        }
    }
}
