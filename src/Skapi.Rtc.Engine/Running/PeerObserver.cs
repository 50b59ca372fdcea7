using Skapi.Rtc.Calls;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Running;

/// <summary>Receives the events of one peer connection on the transport's threads: keeps the live objects and posts the facts.</summary>
internal sealed class PeerObserver(int generation, CallObjects objects, Action<CallInput> post) : IRtcPeerObserver, IDataChannelReceiver
{
    public void OnPeerEvent(PeerEvent peerEvent)
    {
        switch (peerEvent)
        {
            case PeerEvent.TrackAdded added:
                objects.Add(added.Track);
                break;
            case PeerEvent.DataChannelAdded added:
                objects.Add(added.Channel);
                break;
        }

        post(new CallInput.PeerReported(generation, peerEvent, FactsOf(peerEvent)));
        if (peerEvent is PeerEvent.DataChannelOpened opened)
            opened.Channel.Attach(this);
    }

    public ValueTask OnMessageAsync(IRtcDataChannel channel, DataChannelMessage message)
    {
        post(new CallInput.MessageReceived(generation, ChannelFacts.Of(channel, DataChannelSnapshot.Of(channel)), message));
        return ValueTask.CompletedTask;
    }

    private static ChannelFacts FactsOf(PeerEvent peerEvent) => peerEvent switch
    {
        PeerEvent.DataChannelAdded added => ChannelFacts.Of(added.Channel, added.Snapshot),
        PeerEvent.DataChannelOpened opened => ChannelFacts.Of(opened.Channel, opened.Snapshot),
        PeerEvent.BufferedAmountLow low => ChannelFacts.Of(low.Channel, low.Snapshot),
        PeerEvent.DataChannelClosed closed => ChannelFacts.Of(closed.Channel, closed.Snapshot),
        PeerEvent.DataChannelFailed failed => ChannelFacts.Of(failed.Channel, failed.Snapshot),
        _ => default,
    };
}
