namespace Skapi.Rtc.Transport;

/// <summary>Hears the events of one peer connection, all of them and in order.</summary>
public interface IRtcPeerObserver
{
    /// <summary>Takes an event. It is called on the stack's own threads, one call at a time; it must neither block nor throw.</summary>
    void OnPeerEvent(PeerEvent peerEvent);
}
