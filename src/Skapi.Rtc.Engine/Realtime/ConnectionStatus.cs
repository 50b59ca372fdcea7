using Microsoft.Extensions.Logging;
using Skapi.Rtc.Events;

namespace Skapi.Rtc.Realtime;

/// <summary>The state of the realtime connection, and the changes of it for the app. Safe to use from any thread.</summary>
internal sealed class ConnectionStatus(ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly EventStream<RealtimeStateChangedEventArgs> _changes = new(logger);
    private volatile RealtimeState _state;

    public RealtimeState State => _state;

    /// <summary>Calls a handler for each change, in order, on a thread of the pool.</summary>
    public void Listen(Action<RealtimeStateChangedEventArgs> handler) => _changes.Listen(Handlers.ToAsync(handler)!);

    /// <summary>Sets the state. Setting the same state again does nothing.</summary>
    public void Set(RealtimeState state, SkapiException? error = null)
    {
        lock (_gate)
        {
            var previous = _state;
            if (state == previous)
                return;

            _state = state;
            _changes.Publish(new RealtimeStateChangedEventArgs(previous, state, error));
        }
    }

    /// <summary>There are no more changes.</summary>
    public void End() => _changes.End();
}
