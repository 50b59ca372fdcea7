using System.Threading.Tasks.Sources;

namespace Skapi.Realtime.Gateway.Connections;

/// <summary>
/// The frames that wait to be sent on one connection, in order and with a maximum number of bytes, counted as they go over the wire.
/// Any thread may enqueue, and never waits. One reader sends. The first reason to close wins and completes the queue.
/// </summary>
/// <remarks>
/// Whoever enqueues wakes the reader with <see cref="Wake"/>, after it has left its locks: the reader then sends on the thread of the
/// caller as far as the socket accepts it at once, which saves a switch of threads for each frame.
/// </remarks>
/// <param name="maxBytes">The maximum number of bytes. One frame always fits into an empty queue, whatever its size.</param>
/// <param name="total">Counts the bytes of all queues, or null.</param>
internal sealed class SendQueue(int maxBytes, QueueTotal? total = null) : IValueTaskSource<bool>
{
    private const int ShareDivisor = 4;

    /// <summary>The memory for more frames than this is given back when the queue is empty.</summary>
    private const int KeptCapacity = 32;

    private readonly Lock _gate = new();
    private readonly Queue<QueuedFrame> _frames = [];
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Dictionary<object, long>? _shares;
    private TaskCompletionSource? _room;
    private CloseReason? _closeReason;
    private ManualResetValueTaskSourceCore<bool> _wake;
    private bool _isReaderWaiting;
    private bool _abandoned;
    private long _waiting;

    /// <summary>Why the queue was completed, or null while it is open.</summary>
    public CloseReason? CloseReason => Volatile.Read(ref _closeReason);

    /// <summary>Completes as soon as the queue is completed, even if frames still wait.</summary>
    public Task Completion => _completion.Task;

    /// <summary>The number of bytes that wait, including the frame that is being sent.</summary>
    public long WaitingBytes => Interlocked.Read(ref _waiting);

    /// <summary>Whether the reader waits for a frame, and must be woken with <see cref="Wake"/> if there is one.</summary>
    public bool IsReaderWaiting => Volatile.Read(ref _isReaderWaiting);

    /// <summary>
    /// Whether a sender may add a frame for this recipient alone. One sender gets at most a quarter of the queue, so that it cannot
    /// make the queue overflow: then it is the sender that is refused, and not the recipient that is disconnected.
    /// </summary>
    public bool HasRoomFor(object sender, int bytes)
    {
        lock (_gate)
        {
            var share = _shares?.GetValueOrDefault(sender) ?? 0;
            return share == 0 || share + bytes <= maxBytes / ShareDivisor;
        }
    }

    /// <summary>Adds a frame. A full queue completes itself. A completed queue drops the frame. Does not wake the reader.</summary>
    /// <param name="frame">The frame as it goes over the wire.</param>
    /// <param name="sender">See <see cref="QueuedFrame.Sender"/>.</param>
    /// <returns>False if the queue was full and this frame completed it.</returns>
    public bool TryEnqueue(byte[] frame, object? sender = null)
    {
        lock (_gate)
        {
            if (_closeReason is not null)
                return true;
            if (_waiting > 0 && _waiting + frame.Length > maxBytes)
                return !Complete(CloseReason.TooSlow(maxBytes));
            Count(frame.Length, sender);
            _frames.Enqueue(new QueuedFrame(frame, sender));
            return true;
        }
    }

    /// <summary>Completes the queue for a reason, unless another reason has completed it.</summary>
    /// <returns>True if this reason is the one that counts.</returns>
    public bool Complete(CloseReason reason)
    {
        TaskCompletionSource? room;
        lock (_gate)
        {
            if (_closeReason is not null)
                return false;
            Volatile.Write(ref _closeReason, reason);
            // Frames that are dropped do not count against the gateway's total while the socket closes.
            if (DropsFrames && !_abandoned)
                Release(_waiting);
            (room, _room) = (_room, null);
        }

        // Not on this thread, because the caller may hold locks.
        if (IsReaderWaiting)
            ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.Wake(), this, preferLocal: false);
        _completion.SetResult();
        room?.SetResult();
        return true;
    }

    /// <summary>Stops counting what waits, because the connection has ended and sends nothing more.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            if (!DropsFrames)
                Release(_waiting);
            _abandoned = true;
        }
    }

    /// <summary>Completes when at most half of the queue is used, or when it is completed.</summary>
    /// <remarks>After it was fuller than that, it must first fall to a quarter.</remarks>
    public Task WaitForRoomAsync()
    {
        if (Interlocked.Read(ref _waiting) <= maxBytes / 2)
            return Task.CompletedTask;
        lock (_gate)
        {
            if (_closeReason is not null || _waiting <= maxBytes / 2)
                return Task.CompletedTask;
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task;
        }
    }

    /// <summary>Waits until there is a frame. Returns false when the queue is completed and has nothing to send.</summary>
    public ValueTask<bool> WaitToReadAsync()
    {
        lock (_gate)
        {
            if (HasWork)
                return new(HasFrames);
            _wake.Reset();
            Volatile.Write(ref _isReaderWaiting, true);
            return new(this, _wake.Version);
        }
    }

    /// <summary>Continues the reader on this thread if it waits and there is something to do. The caller must not hold a lock.</summary>
    public void Wake()
    {
        bool hasFrames;
        lock (_gate)
        {
            if (!_isReaderWaiting || !HasWork)
                return;
            Volatile.Write(ref _isReaderWaiting, false);
            hasFrames = HasFrames;
        }

        _wake.SetResult(hasFrames);
    }

    /// <summary>Removes the next frame to send. Its bytes count as waiting until <see cref="Sent"/>.</summary>
    /// <returns>False if the queue is empty, or drops what waits.</returns>
    public bool TryDequeue(out QueuedFrame frame)
    {
        lock (_gate)
        {
            if (DropsFrames)
                _frames.Clear();
            if (_frames.TryDequeue(out frame))
                return true;
            if (_frames.Capacity > KeptCapacity)
                _frames.TrimExcess(0);
            return false;
        }
    }

    /// <summary>Reports that a frame was sent.</summary>
    public void Sent(QueuedFrame frame)
    {
        TaskCompletionSource? room = null;
        lock (_gate)
        {
            if (DropsFrames)
                return;
            Release(frame.Bytes.Length);
            if (frame.Sender is { } sender && _shares is not null)
                RemoveShare(_shares, sender, frame.Bytes.Length);
            if (_waiting <= maxBytes / ShareDivisor)
                (room, _room) = (_room, null);
        }

        room?.SetResult();
    }

    bool IValueTaskSource<bool>.GetResult(short token) => _wake.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _wake.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wake.OnCompleted(continuation, state, token, flags);

    private bool HasWork => _closeReason is not null || _frames.Count > 0;

    private bool HasFrames => _frames.Count > 0 && !DropsFrames;

    private bool DropsFrames => _abandoned || CloseReason is { Mode: CloseMode.Drop or CloseMode.Abort };

    private void Count(int bytes, object? sender)
    {
        Interlocked.Add(ref _waiting, bytes);
        total?.Add(bytes);
        if (sender is null)
            return;
        _shares ??= [];
        _shares[sender] = _shares.GetValueOrDefault(sender) + bytes;
    }

    private void Release(long bytes)
    {
        Interlocked.Add(ref _waiting, -bytes);
        total?.Add(-bytes);
    }

    private static void RemoveShare(Dictionary<object, long> shares, object sender, int bytes)
    {
        var rest = shares.GetValueOrDefault(sender) - bytes;
        if (rest > 0)
            shares[sender] = rest;
        else
            shares.Remove(sender);
    }
}
