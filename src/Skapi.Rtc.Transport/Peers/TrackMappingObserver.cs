using System.Runtime.CompilerServices;
using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Peers;

/// <summary>
/// For transports that wrap another one: passes the events of the inner peer on, with a track of the wrapping transport for each track of
/// the other side.
/// </summary>
/// <param name="observer">Receives the events.</param>
/// <param name="map">Creates the track that the observer sees. It is called once for each track of the inner peer.</param>
public sealed class TrackMappingObserver(IRtcPeerObserver observer, Func<IRemoteTrack, IRemoteTrack> map) : IRtcPeerObserver
{
    private readonly IRtcPeerObserver _observer = observer ?? throw new ArgumentNullException(nameof(observer));
    private readonly Func<IRemoteTrack, IRemoteTrack> _map = map ?? throw new ArgumentNullException(nameof(map));

    // A track that the other side sends again after a pause is the same track for the app.
    private readonly ConditionalWeakTable<IRemoteTrack, IRemoteTrack> _tracks = [];

    /// <summary>Called before the observer each time when the peers are connected; null to call nothing.</summary>
    public Action? Connected { get; init; }

    /// <inheritdoc/>
    public void OnPeerEvent(PeerEvent peerEvent)
    {
        ArgumentNullException.ThrowIfNull(peerEvent);
        try
        {
            if (peerEvent is PeerEvent.ConnectionStateChanged { State: var state } && state == PeerConnectionState.Connected)
                Connected?.Invoke();
        }
        finally
        {
            // The observer learns of the connection whatever the callback throws.
            _observer.OnPeerEvent(peerEvent is PeerEvent.TrackAdded { Track: var track }
                ? new PeerEvent.TrackAdded(_tracks.GetValue(track, inner => _map(inner)))
                : peerEvent);
        }
    }
}
