using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>
/// Takes events from GStreamer's threads and gives them to the observer, one at a time and in order, on none of those threads: what an
/// observer does can never hold up the media, and may call the peer again.
/// </summary>
internal sealed class PeerEventQueue
{
    private readonly Channel<PeerEvent> _events = Channel.CreateUnbounded<PeerEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly IRtcPeerObserver _observer;
    private readonly ILogger _logger;
    private readonly Task _pump;
    private volatile bool _isStopped;

    public PeerEventQueue(IRtcPeerObserver observer, ILogger logger)
    {
        (_observer, _logger) = (observer, logger);
        _pump = Task.Run(PumpAsync);
    }

    /// <summary>Adds an event; after <see cref="StopAsync"/> it goes nowhere.</summary>
    public void Post(PeerEvent peerEvent) => _events.Writer.TryWrite(peerEvent);

    /// <summary>Drops what waits. Once this has ended, the observer is not called again.</summary>
    public Task StopAsync()
    {
        _isStopped = true;
        _events.Writer.TryComplete();
        return _pump;
    }

    private async Task PumpAsync()
    {
        await foreach (var peerEvent in _events.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (_isStopped)
                return;

            try
            {
                _observer.OnPeerEvent(peerEvent);
            }
            catch (Exception exception)
            {
                // The contract forbids it; the events after this one still have to come.
                PeerLog.ObserverThrew(_logger, peerEvent.GetType().Name, exception);
            }
        }
    }
}
