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
        }

        var facts = ChannelOf(peerEvent) is { } channel ? ChannelFacts.Of(channel) : default;
        post(new CallInput.PeerReported(generation, peerEvent, facts));
    }

    private static IRtcDataChannel? ChannelOf(PeerEvent peerEvent) => peerEvent switch
    {
        PeerEvent.DataChannelAdded added => added.Channel,
        PeerEvent.DataChannelOpened opened => opened.Channel,
        PeerEvent.TextReceived received => received.Channel,
        PeerEvent.BinaryReceived received => received.Channel,
        PeerEvent.BufferedAmountLow low => low.Channel,
        PeerEvent.DataChannelClosed closed => closed.Channel,
        PeerEvent.DataChannelFailed failed => failed.Channel,
        _ => null,
    };
}
