using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>
/// Derives the states of W3C WebRTC (sections 4.3 and 5.6) from the transports. webrtcbin's own connection state does not react when the
/// other side closes.
/// </summary>
internal sealed class PeerStates(Action<PeerEvent> post)
{
    private readonly Lock _lock = new();
    private GstIceState _ice;
    private GstDtlsState _dtls;
    private bool _hasFailed;
    private bool _hasLostAssociation;
    private IceConnectionState _iceConnection = IceConnectionState.New;
    private PeerConnectionState _connection = PeerConnectionState.New;

    /// <summary>Called when the peers are connected for the first time, before the event.</summary>
    public Action? Connected { get; init; }

    /// <summary>Called when the connection has ended, before the event. The argument says whether the data channels failed.</summary>
    public Action<bool>? Ended { get; init; }

    /// <summary>Whether the peers are connected.</summary>
    public bool IsConnected
    {
        get
        {
            lock (_lock)
                return _connection == PeerConnectionState.Connected;
        }
    }

    /// <summary>Whether the connection has ended: the other side closed it, or it failed.</summary>
    public bool HasEnded
    {
        get
        {
            lock (_lock)
                return IsOver(_connection);
        }
    }

    /// <summary>Handles a state of the ICE transport.</summary>
    public void OnIce(GstIceState state) => Update(() => _ice = state);

    /// <summary>Handles a state of the DTLS transport.</summary>
    public void OnDtls(GstDtlsState state) => Update(() => _dtls = state);

    /// <summary>Handles the end of the SCTP association: the other side's peer connection is closed.</summary>
    public void OnAssociationEnded() => Update(() => _hasLostAssociation = true);

    /// <summary>Handles the failure of an element of the transport.</summary>
    public void OnFailure() => Update(() => _hasFailed = true);

    // The lock is held while events are posted, so that they are in the order of the changes.
    private void Update(Action change)
    {
        lock (_lock)
        {
            if (IsOver(_connection))
                return;

            change();
            var ice = DeriveIce();
            if (ice != _iceConnection)
            {
                _iceConnection = ice;
                post(new PeerEvent.IceConnectionStateChanged(ice));
            }

            var connection = DeriveConnection();
            if (connection == _connection)
                return;

            _connection = connection;
            if (connection == PeerConnectionState.Connected)
                Connected?.Invoke();
            else if (IsOver(connection))
                Ended?.Invoke(_hasLostAssociation || connection == PeerConnectionState.Failed);
            post(new PeerEvent.ConnectionStateChanged(connection));
        }
    }

    private static bool IsOver(PeerConnectionState state) => state == PeerConnectionState.Closed || state == PeerConnectionState.Failed;

    private IceConnectionState DeriveIce()
    {
        if (_dtls == GstDtlsState.Closed || _hasLostAssociation)
            return IceConnectionState.Closed;

        return _ice switch
        {
            GstIceState.Checking when _dtls != GstDtlsState.Connected => IceConnectionState.Checking,
            GstIceState.New when _dtls == GstDtlsState.New => IceConnectionState.New,
            // DTLS is connected, so a pair works, whatever the state says.
            GstIceState.New or GstIceState.Checking or GstIceState.Connected => IceConnectionState.Connected,
            GstIceState.Completed => IceConnectionState.Completed,
            GstIceState.Disconnected => IceConnectionState.Disconnected,
            GstIceState.Failed => IceConnectionState.Failed,
            _ => IceConnectionState.Closed,
        };
    }

    private PeerConnectionState DeriveConnection() => (_dtls, _ice) switch
    {
        _ when _hasFailed => PeerConnectionState.Failed,
        _ when _hasLostAssociation => PeerConnectionState.Closed,
        (GstDtlsState.Closed, _) => PeerConnectionState.Closed,
        (GstDtlsState.Failed, _) or (_, GstIceState.Failed) => PeerConnectionState.Failed,
        (_, GstIceState.Disconnected) => PeerConnectionState.Disconnected,
        (GstDtlsState.Connected, _) => PeerConnectionState.Connected,
        (GstDtlsState.New, GstIceState.New) => PeerConnectionState.New,
        _ => PeerConnectionState.Connecting,
    };
}
