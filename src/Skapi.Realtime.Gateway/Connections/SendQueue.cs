using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Skapi.Realtime.Gateway.Connections;

/// <summary>
/// The frames that wait to be sent on one connection, in order and bounded in bytes. Any thread may enqueue, none waits; one reader
/// sends. The first reason to close wins and ends the queue.
/// </summary>
/// <param name="maxBytes">How many bytes may wait. One frame always fits into an empty queue, whatever its size.</param>
internal sealed class SendQueue(int maxBytes)
{
    private readonly Channel<byte[]> _frames = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _waiting;
    private CloseReason? _closeReason;

    /// <summary>Why the queue was completed, null while it is open.</summary>
    public CloseReason? CloseReason => Volatile.Read(ref _closeReason);

    /// <summary>Ends as soon as the queue is completed, though frames may still wait.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Adds a frame. A queue that is full closes itself; one that is closed takes no more, and its frames have nowhere to go.</summary>
    /// <returns>False when the queue was full and this frame closed it.</returns>
    public bool TryEnqueue(byte[] frame)
    {
        var waiting = Interlocked.Add(ref _waiting, frame.Length);
        if (waiting > maxBytes && waiting > frame.Length)
            return !Complete(CloseReason.TooSlow(maxBytes));
        _frames.Writer.TryWrite(frame);
        return true;
    }

    /// <summary>Ends the queue for a reason, unless another one has ended it before.</summary>
    /// <returns>True when this reason is the one that counts.</returns>
    public bool Complete(CloseReason reason)
    {
        if (Interlocked.CompareExchange(ref _closeReason, reason, null) is not null)
            return false;
        _frames.Writer.Complete();
        _completion.SetResult();
        return true;
    }

    /// <summary>Waits until there is a frame; false when the queue has ended and is empty.</summary>
    public ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken) => _frames.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Takes the next frame to send. The bytes count as waiting until <see cref="Sent"/>. A queue that drops its rest gives none.</summary>
    public bool TryDequeue([NotNullWhen(true)] out byte[]? frame)
    {
        if (!_frames.Reader.TryRead(out frame))
            return false;
        if (CloseReason is not { DropsQueue: true })
            return true;
        while (_frames.Reader.TryRead(out _))
        {
        }

        frame = null;
        return false;
    }

    /// <summary>Says that a frame taken has been sent.</summary>
    public void Sent(byte[] frame) => Interlocked.Add(ref _waiting, -frame.Length);
}
