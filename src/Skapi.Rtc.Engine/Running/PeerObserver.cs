using Skapi.Rtc.Calls;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Running;

/// <summary>Receives the events of one peer connection on the transport's threads: keeps the live objects and posts the facts.</summary>
internal sealed class PeerObserver(int generation, CallObjects objects, Action<CallInput> post) : IRtcPeerObserver
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
            case PeerEvent.DataChannelOpened opened:
                objects.Receive(opened.Channel);
                break;
        }

        post(new CallInput.PeerReported(generation, peerEvent, FactsOf(peerEvent)));
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
