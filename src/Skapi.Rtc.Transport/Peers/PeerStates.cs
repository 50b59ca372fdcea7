using Skapi.Protocol;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Peers;

/// <summary>
/// Derives the states of a peer connection from its transports (W3C WebRTC, sections 4.3 and 5.6). Everything is bundled, so there is one
/// ICE and one DTLS transport. Thread-safe.
/// </summary>
/// <param name="post">Posts the events, in order. It is called under a lock and must not block.</param>
public sealed class PeerStates(Action<PeerEvent> post)
{
    private readonly Lock _lock = new();
    private IceTransportState _ice;
    private DtlsTransportState _dtls;
    private bool _hasFailed;
    private bool _hasLostAssociation;
    private IceConnectionState _iceConnection = IceConnectionState.New;
    private PeerConnectionState _connection = PeerConnectionState.New;

    /// <summary>Called when the connection is established for the first time, before the event.</summary>
    public Action? Connected { get; init; }

    /// <summary>Called when the connection is over, before the event. The argument is true if the data channels were cut off.</summary>
    public Action<bool>? Ended { get; init; }

    /// <summary>The connection state.</summary>
    public PeerConnectionState Connection
    {
        get
        {
            lock (_lock)
                return _connection;
        }
    }

    /// <summary>Whether messages can still reach the other side.</summary>
    public bool IsConnected => Connection == PeerConnectionState.Connected;

    /// <summary>Whether the connection was closed by the other side, or failed. Nothing changes after that.</summary>
    public bool HasEnded => IsOver(Connection);

    /// <summary>
    /// The ICE transport has a new state. A restart does not end a disconnection: a lost connection comes back with a pair that works.
    /// </summary>
    public void OnIce(IceTransportState state)
    {
        Update(() =>
        {
            if (_ice != IceTransportState.Disconnected || state is not (IceTransportState.New or IceTransportState.Checking))
                _ice = state;
        });
    }

    /// <summary>The DTLS transport has a new state.</summary>
    public void OnDtls(DtlsTransportState state) => Update(() => _dtls = state);

    /// <summary>The other side ended the SCTP association: its peer connection is closed.</summary>
    public void OnAssociationEnded() => Update(() => _hasLostAssociation = true);

    /// <summary>A part of the transport failed for good.</summary>
    public void OnFailure() => Update(() => _hasFailed = true);

    private static bool IsOver(PeerConnectionState state) => state == PeerConnectionState.Closed || state == PeerConnectionState.Failed;

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

    private IceConnectionState DeriveIce()
    {
        if (_dtls == DtlsTransportState.Closed || _hasLostAssociation)
            return IceConnectionState.Closed;

        return _ice switch
        {
            IceTransportState.Checking when _dtls != DtlsTransportState.Connected => IceConnectionState.Checking,
            IceTransportState.New when _dtls == DtlsTransportState.New => IceConnectionState.New,

            // DTLS is connected, so a pair works even if the stack has not reported it.
            IceTransportState.New or IceTransportState.Checking or IceTransportState.Connected => IceConnectionState.Connected,
            IceTransportState.Completed => IceConnectionState.Completed,
            IceTransportState.Disconnected => IceConnectionState.Disconnected,
            IceTransportState.Failed => IceConnectionState.Failed,
            _ => IceConnectionState.Closed,
        };
    }

    private PeerConnectionState DeriveConnection() => (_dtls, _ice) switch
    {
        _ when _hasFailed => PeerConnectionState.Failed,
        _ when _hasLostAssociation => PeerConnectionState.Closed,
        (DtlsTransportState.Closed, _) => PeerConnectionState.Closed,
        (DtlsTransportState.Failed, _) or (_, IceTransportState.Failed) => PeerConnectionState.Failed,
        (_, IceTransportState.Disconnected) => PeerConnectionState.Disconnected,
        (DtlsTransportState.Connected, _) => PeerConnectionState.Connected,
        (DtlsTransportState.New, IceTransportState.New) => PeerConnectionState.New,
        _ => PeerConnectionState.Connecting,
    };
}
