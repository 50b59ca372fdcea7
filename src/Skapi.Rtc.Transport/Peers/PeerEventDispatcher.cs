using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Peers;

/// <summary>
/// Delivers the events of a peer to its observer, one at a time and in order, on none of the transport's threads. An observer can therefore
/// not delay the transport, and may call the peer again. Safe to use from any thread.
/// </summary>
public sealed class PeerEventDispatcher
{
    private readonly Channel<(PeerEvent Event, Action? Handled)> _events =
        Channel.CreateUnbounded<(PeerEvent, Action?)>(new UnboundedChannelOptions { SingleReader = true });

    private readonly IRtcPeerObserver _observer;
    private readonly ILogger _logger;
    private readonly Task _pump;
    private volatile bool _isStopped;

    /// <summary>Creates a dispatcher, which delivers from now on.</summary>
    /// <param name="observer">Receives the events. If it throws, the exception is logged and the next event is delivered.</param>
    /// <param name="logger">The log.</param>
    public PeerEventDispatcher(IRtcPeerObserver observer, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(observer);
        ArgumentNullException.ThrowIfNull(logger);
        (_observer, _logger) = (observer, logger);
        _pump = Task.Run(PumpAsync);
    }

    /// <summary>Adds an event. After <see cref="StopAsync"/> it is dropped.</summary>
    /// <param name="peerEvent">The event.</param>
    /// <param name="handled">Called after the observer has handled the event, on the same thread. Must not throw. Null to call
    /// nothing.</param>
    public void Post(PeerEvent peerEvent, Action? handled = null) => _events.Writer.TryWrite((peerEvent, handled));

    /// <summary>Drops the waiting events. When the task has completed, the observer is not called again.</summary>
    public Task StopAsync()
    {
        _isStopped = true;
        _events.Writer.TryComplete();
        return _pump;
    }

    private async Task PumpAsync()
    {
        await foreach (var (peerEvent, handled) in _events.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (_isStopped)
                return;

            try
            {
                _observer.OnPeerEvent(peerEvent);
            }
            catch (Exception exception)
            {
                // The contract forbids it, but the following events still have to be delivered.
                PeerLog.ObserverFailed(_logger, exception, peerEvent.GetType().Name);
            }

            handled?.Invoke();
        }
    }
}
