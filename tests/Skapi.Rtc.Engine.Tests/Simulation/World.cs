using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Tests.Simulation;

/// <summary>Virtual time, one queue of what is to happen, and one source of chance.</summary>
internal sealed class World
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 18, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<Action, (DateTimeOffset At, long Order)> _queue = new();
    private readonly bool _keepsLog;
    private long _order;

    public World(int seed, Faults faults, bool keepsLog)
    {
        _keepsLog = keepsLog;
        Faults = faults;
        Random = new Random(seed);
        Network = new Network(this);
    }

    public Random Random { get; }

    public Network Network { get; }

    public Faults Faults { get; }

    /// <summary>Every peer of the evening, by the name in its descriptions.</summary>
    public Dictionary<string, SimulatedPeer> Peers { get; } = [];

    public DateTimeOffset Now { get; private set; } = Begin;

    /// <summary>The time as a client sees it whose clock is wrong by something.</summary>
    public CallTime TimeBy(TimeSpan clockError) => new(Now - Begin, Now + clockError);

    public long Steps { get; private set; }

    /// <summary>What happened, for a failure to show.</summary>
    public List<string> Log { get; } = [];

    public void Say(Func<string> what)
    {
        if (_keepsLog)
            Log.Add($"{Now:HH:mm:ss.fff} {what()}");
    }

    public void After(TimeSpan delay, Action action) => _queue.Enqueue(action, (Now + delay, _order++));

    /// <summary>Some time, up to so many milliseconds.</summary>
    public TimeSpan Some(int milliseconds) => TimeSpan.FromMilliseconds(Random.Next(1, milliseconds + 1));

    public bool Chance(double probability) => Random.NextDouble() < probability;

    /// <summary>Does the next thing, if one is due by then.</summary>
    public bool Step(DateTimeOffset end)
    {
        if (!_queue.TryPeek(out _, out var next) || next.At > end)
        {
            Now = end;
            return false;
        }

        var action = _queue.Dequeue();
        Now = next.At;
        Steps++;
        action();
        return true;
    }
}
