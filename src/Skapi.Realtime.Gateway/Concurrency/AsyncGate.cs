namespace Skapi.Realtime.Gateway.Concurrency;

/// <summary>Lets one caller pass at a time, in the order of their calls. Entering completes synchronously while nobody is inside.</summary>
internal sealed class AsyncGate(TaskCreationOptions continuations)
{
    private readonly Lock _lock = new();
    private Queue<TaskCompletionSource>? _waiters;
    private bool _taken;

    /// <summary>Enters if nobody is inside. The caller must call <see cref="Exit"/> after it has passed.</summary>
    /// <returns>False if somebody is inside.</returns>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_taken)
                return false;
            _taken = true;
            return true;
        }
    }

    /// <summary>Completes when the caller may pass. It must call <see cref="Exit"/> afterwards.</summary>
    public ValueTask EnterAsync()
    {
        lock (_lock)
        {
            if (!_taken)
            {
                _taken = true;
                return ValueTask.CompletedTask;
            }

            var waiter = new TaskCompletionSource(continuations);
            _waiters ??= new();
            _waiters.Enqueue(waiter);
            return new(waiter.Task);
        }
    }

    /// <summary>Lets the next caller pass.</summary>
    public void Exit()
    {
        TaskCompletionSource? next = null;
        lock (_lock)
        {
            if (_waiters is null || !_waiters.TryDequeue(out next))
                _taken = false;
        }

        next?.SetResult();
    }
}
