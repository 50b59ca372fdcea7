using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Conformance;

/// <summary>
/// Records a peer's events and the messages of its channels, and lets a test wait for the one that it needs. A message is recorded as
/// <see cref="TextReceived"/> or <see cref="BinaryReceived"/>.
/// </summary>
public sealed class PeerRecorder : IRtcPeerObserver, IDataChannelReceiver
{
    /// <summary>
    /// A guard against hanging, far beyond what any transport takes. The longest are the 30 seconds after which werift notices that the
    /// other side has closed, because it waits until consent expires (RFC 7675).
    /// </summary>
    public static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(90);

    private readonly Lock _gate = new();
    private readonly List<object> _events = [];
    private readonly List<(Func<object, bool> Matches, TaskCompletionSource<object> Found)> _waiting = [];
    private Action<PeerEvent>? _forward;
    private int _inside;

    /// <summary>
    /// Whether the recorder receives the messages of every channel that opens. Otherwise a test attaches its own receiver.
    /// </summary>
    public bool ReceivesMessages { get; init; } = true;

    /// <summary>The events and messages so far.</summary>
    public IReadOnlyList<object> Events
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
            foreach (var known in _events.OfType<PeerEvent>())
                handler(known);

            _forward += handler;
        }
    }

    public void OnPeerEvent(PeerEvent peerEvent)
    {
        Overlapped |= Interlocked.Increment(ref _inside) > 1;
        lock (_gate)
        {
            Record(peerEvent);
            _forward?.Invoke(peerEvent);
        }

        if (ReceivesMessages && peerEvent is PeerEvent.DataChannelOpened opened)
            opened.Channel.Attach(this);

        Interlocked.Decrement(ref _inside);
    }

    public ValueTask OnMessageAsync(IRtcDataChannel channel, DataChannelMessage message)
    {
        lock (_gate)
            Record(message.Text is { } text ? new TextReceived(channel, text) : new BinaryReceived(channel, message.Data));

        return ValueTask.CompletedTask;
    }

    /// <summary>The first event of a kind that matches, whether it has come or is to come.</summary>
    public async Task<T> WaitForAsync<T>(Func<T, bool>? matches = null)
        where T : class
    {
        bool Matches(object known) => known is T wanted && (matches is null || matches(wanted));

        var found = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
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
            throw new TimeoutException(
                $"No {typeof(T).Name} came. What came: {string.Join(", ", Events.Select(Describe))}");
        }
    }

    /// <summary>As many events of a kind as asked for, whether they have come or are to come.</summary>
    public async Task<IReadOnlyList<T>> WaitForManyAsync<T>(int count)
        where T : class
    {
        await WaitForAsync<T>(_ => CountOf<T>() >= count);
        return [.. Events.OfType<T>().Take(count)];
    }

    private static string Describe(object known) => known switch
    {
        PeerEvent.ConnectionStateChanged changed => $"connection {changed.State}",
        PeerEvent.IceConnectionStateChanged changed => $"ICE {changed.State}",
        PeerEvent.SignalingStateChanged changed => $"signaling {changed.State}",
        PeerEvent.DataChannelFailed failed => $"{nameof(PeerEvent.DataChannelFailed)} “{failed.Text}”",
        _ => known.GetType().Name,
    };

    private void Record(object known)
    {
        _events.Add(known);
        foreach (var waiting in _waiting.Where(waiting => waiting.Matches(known)))
            waiting.Found.TrySetResult(known);
    }

    private int CountOf<T>()
        where T : class
    {
        lock (_gate)
            return _events.OfType<T>().Count();
    }
}
