using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Conformance;

/// <summary>Records a peer's events, and lets a test wait for the one it needs.</summary>
public sealed class PeerRecorder : IRtcPeerObserver
{
    /// <summary>A guard against hanging, far beyond what any transport takes.</summary>
    public static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly List<PeerEvent> _events = [];
    private readonly List<(Func<PeerEvent, bool> Matches, TaskCompletionSource<PeerEvent> Found)> _waiting = [];
    private Action<PeerEvent>? _forward;
    private int _inside;

    /// <summary>The events so far.</summary>
    public IReadOnlyList<PeerEvent> Events
    {
        get
        {
            lock (_gate)
                return [.. _events];
        }
    }

    /// <summary>Whether two events were ever raised at the same time.</summary>
    public bool Overlapped { get; private set; }

    /// <summary>Gives each event, past ones first, to a handler too.</summary>
    public void Forward(Action<PeerEvent> handler)
    {
        lock (_gate)
        {
            foreach (var known in _events)
                handler(known);

            _forward += handler;
        }
    }

    public void OnPeerEvent(PeerEvent peerEvent)
    {
        Overlapped |= Interlocked.Increment(ref _inside) > 1;
        lock (_gate)
        {
            _events.Add(peerEvent);
            foreach (var waiting in _waiting.Where(waiting => waiting.Matches(peerEvent)))
                waiting.Found.TrySetResult(peerEvent);

            _forward?.Invoke(peerEvent);
        }

        Interlocked.Decrement(ref _inside);
    }

    /// <summary>The first event of a kind that matches, whether it has come or is to come.</summary>
    public async Task<T> WaitForAsync<T>(Func<T, bool>? matches = null)
        where T : PeerEvent
    {
        bool Matches(PeerEvent peerEvent) => peerEvent is T wanted && (matches is null || matches(wanted));

        var found = new TaskCompletionSource<PeerEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_events.Find(Matches) is { } known)
                return (T)known;

            _waiting.Add((Matches, found));
        }

        try
        {
            return (T)await found.Task.WaitAsync(HangGuard);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"No {typeof(T).Name} came. What came: {string.Join(", ", Events.Select(known => known.GetType().Name))}");
        }
    }

    /// <summary>As many events of a kind as asked for, whether they have come or are to come.</summary>
    public async Task<IReadOnlyList<T>> WaitForManyAsync<T>(int count)
        where T : PeerEvent
    {
        await WaitForAsync<T>(_ => CountOf<T>() >= count);
        return [.. Events.OfType<T>().Take(count)];
    }

    private int CountOf<T>()
        where T : PeerEvent
    {
        lock (_gate)
            return _events.OfType<T>().Count();
    }
}
