using System.Threading.Channels;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.SipSorcery.Peers;

/// <summary>
/// Tells the observer one event after the other. The stack raises events on several threads, and a handler that is slow would hold up
/// its SCTP thread.
/// </summary>
internal sealed class EventQueue
{
    private readonly Channel<PeerEvent> _events = Channel.CreateUnbounded<PeerEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly IRtcPeerObserver _observer;
    private readonly Task _completion;
    private volatile bool _isClosed;

    public EventQueue(IRtcPeerObserver observer)
    {
        _observer = observer;
        _completion = Task.Run(RunAsync);
    }

    public void Raise(PeerEvent peerEvent) => _events.Writer.TryWrite(peerEvent);

    /// <summary>Drops what is queued: a peer that closes raises no events of its own.</summary>
    public Task CloseAsync()
    {
        _isClosed = true;
        _events.Writer.TryComplete();
        return _completion;
    }

    private async Task RunAsync()
    {
        await foreach (var peerEvent in _events.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (!_isClosed)
                _observer.OnPeerEvent(peerEvent);
        }
    }
}
