namespace Skapi.Realtime.Gateway.Tests.Nodes;

/// <summary>Runs events in the order of a virtual clock, on one thread. The same seed gives the same run.</summary>
internal sealed class SimulatedWorld(int seed) : TimeProvider
{
    private readonly PriorityQueue<(SimulatedNode? Owner, Action Action), (long Time, long Number)> _events = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _number;
    private long _now;

    public Random Random { get; } = new(seed);

    public TimeSpan Now => new(_now);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now;

    /// <summary>Runs an action later. The events of a node that is killed are dropped, and those of a node that is paused wait.</summary>
    public void Schedule(SimulatedNode? owner, TimeSpan delay, Action action)
    {
        // A task with several waiters, for example, continues on other threads, and the run could not be repeated.
        if (Environment.CurrentManagedThreadId != _thread)
            throw new InvalidOperationException("A simulation runs on one thread.");
        _events.Enqueue((owner, action), (_now + delay.Ticks, ++_number));
    }

    public Task Delay(SimulatedNode? owner, TimeSpan delay)
    {
        var elapsed = new TaskCompletionSource();
        Schedule(owner, delay, elapsed.SetResult);
        return elapsed.Task;
    }

    public TimeSpan UpTo(int milliseconds) => TimeSpan.FromMilliseconds(Random.Next(1, milliseconds + 1));

    /// <summary>Runs every event up to a time.</summary>
    public void RunUntil(TimeSpan end)
    {
        while (_events.TryPeek(out var next, out var priority) && priority.Time <= end.Ticks)
        {
            _events.Dequeue();
            if (next.Owner is { IsKilled: true })
                continue;
            if (next.Owner is { PausedUntil: { } resume } && resume.Ticks > priority.Time)
            {
                // The number keeps the order of the events.
                _events.Enqueue(next, (resume.Ticks, priority.Number));
                continue;
            }

            _now = Math.Max(_now, priority.Time);
            next.Action();
        }

        _now = end.Ticks;
    }
}
