using Skapi.Protocol;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Codecs;

/// <summary>Passes the events of a peer on, with tracks that decode.</summary>
internal sealed class CodecObserver(IRtcPeerObserver observer, CodecMedia media) : IRtcPeerObserver
{
    /// <inheritdoc/>
    public void OnPeerEvent(PeerEvent peerEvent)
    {
        if (peerEvent is PeerEvent.ConnectionStateChanged { State: var state } && state == PeerConnectionState.Connected)
            media.Start();

        observer.OnPeerEvent(
            peerEvent is PeerEvent.TrackAdded { Track: var track } ? new PeerEvent.TrackAdded(media.Decode(track)) : peerEvent);
    }
}
