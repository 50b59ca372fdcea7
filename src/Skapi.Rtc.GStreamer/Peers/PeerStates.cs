using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>
/// The states that W3C WebRTC (sections 4.3 and 5.6) derives from the transports. webrtcbin's own do not do: its ICE state stays
/// “new” on a session that began with data only, and its connection state does not react to a hang-up.
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

    /// <summary>Runs when the connection stands for the first time, before the event.</summary>
    public Action? Connected { get; init; }

    /// <summary>Runs when the connection is over, before the event; the argument says whether the data channels broke off.</summary>
    public Action<bool>? Ended { get; init; }

    /// <summary>Whether messages can still reach the other side.</summary>
    public bool IsConnected
    {
        get
        {
            lock (_lock)
                return _connection == PeerConnectionState.Connected;
        }
    }

    /// <summary>Whether the connection was closed by the other side or broke.</summary>
    public bool HasEnded
    {
        get
        {
            lock (_lock)
                return IsOver(_connection);
        }
    }

    /// <summary>The ICE transport reports.</summary>
    public void OnIce(GstIceState state) => Update(() => _ice = state);

    /// <summary>The DTLS transport reports.</summary>
    public void OnDtls(GstDtlsState state) => Update(() => _dtls = state);

    /// <summary>The other side ended the SCTP association; its peer connection is closed.</summary>
    public void OnAssociationEnded() => Update(() => _hasLostAssociation = true);

    /// <summary>An element of the transport failed for good.</summary>
    public void OnFailure() => Update(() => _hasFailed = true);

    // The lock is held while events are posted, so that they stand in the queue in the order of the changes.
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
            // DTLS came about, so a pair works, whatever the collection of states says.
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
