namespace Skapi.Calls.Tests;

/// <summary>Records events in order, and waits for one.</summary>
internal sealed class EventRecorder<TEvent>
    where TEvent : class
{
    private readonly Lock _gate = new();
    private readonly List<TEvent> _events = [];
    private readonly List<(Func<TEvent, bool> Matches, TaskCompletionSource<TEvent> Found)> _waiting = [];

    public IReadOnlyList<TEvent> All
    {
        get
        {
            lock (_gate)
                return [.. _events];
        }
    }

    public void Add(TEvent item)
    {
        lock (_gate)
        {
            _events.Add(item);
            foreach (var waiting in _waiting.Where(waiting => waiting.Matches(item)))
                waiting.Found.TrySetResult(item);
        }
    }

    /// <summary>Completes with the first event of a type that matches, whether it was recorded before or arrives later.</summary>
    public async Task<T> OneAsync<T>(Func<T, bool>? matches = null)
        where T : TEvent
    {
        bool Matches(TEvent item) => item is T wanted && (matches is null || matches(wanted));

        var found = new TaskCompletionSource<TEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_events.Find(Matches) is { } known)
                return (T)known;

            _waiting.Add((Matches, found));
        }

        try
        {
            return (T)await found.Task.WaitAsync(CallParty.HangGuard);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"No {typeof(T).Name} arrived. Recorded: {string.Join(", ", All)}");
        }
    }
}
