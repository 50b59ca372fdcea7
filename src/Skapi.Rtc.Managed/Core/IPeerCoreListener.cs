using System.Net;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Managed.Turn;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Core;

/// <summary>Receives what the transports of a peer report, and sends what they write, during the calls of <see cref="PeerCore"/>.</summary>
internal interface IPeerCoreListener
{
    /// <summary>Sends a datagram.</summary>
    /// <param name="from">The address of this machine that it is sent from.</param>
    /// <param name="to">The receiver's address.</param>
    /// <param name="datagram">The datagram. It is valid during the call only.</param>
    /// <param name="kind">How it is sent.</param>
    void Send(IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> datagram, DatagramKind kind);

    /// <summary>An address of this machine is not used any more. What was sent from it leaves before it is closed.</summary>
    void CloseAddress(IPEndPoint address);

    /// <summary>Whether the system takes more datagrams at the moment. Otherwise data wait, and are not lost.</summary>
    bool CanSend { get; }

    /// <summary>A candidate of this side was found.</summary>
    void OnCandidate(Candidate candidate);

    /// <summary>All candidates of this side were found.</summary>
    void OnGatheringComplete();

    /// <summary>A STUN server did not answer or refused.</summary>
    void OnServerFailed(IPEndPoint from, IPEndPoint server, int code, string reason);

    /// <summary>A TURN server did not answer or refused.</summary>
    /// <param name="server">The server.</param>
    /// <param name="from">The address of this machine that it was asked from; null for a stream.</param>
    /// <param name="code">The server's error code, or 701.</param>
    /// <param name="reason">What happened, in words.</param>
    void OnRelayFailed(TurnServer server, IPEndPoint? from, int code, string reason);

    /// <summary>Opens a socket on the address of another one. It only serves to reach TURN servers over UDP.</summary>
    /// <returns>The address of the socket, or null if it cannot be opened.</returns>
    IPEndPoint? OpenRelaySocket(IPEndPoint host);

    /// <summary>Opens a stream to a TURN server. <see cref="PeerCore.OnStreamConnected"/> follows, not during this call.</summary>
    void OpenStream(TurnClient client);

    /// <summary>Sends bytes over the stream to a TURN server.</summary>
    void SendStream(TurnClient client, ReadOnlySpan<byte> bytes);

    /// <summary>Closes the stream to a TURN server, after what was sent.</summary>
    void CloseStream(TurnClient client);

    /// <summary>The other side has shown by the integrity of a STUN message that it is behind an address.</summary>
    void OnRemoteVerified(IPEndPoint local, IPEndPoint remote);

    /// <summary>The state of the ICE transport changed.</summary>
    void OnIceState(IceTransportState state);

    /// <summary>The state of the DTLS transport changed.</summary>
    /// <param name="state">The state.</param>
    /// <param name="failure">Why the handshake failed, or null.</param>
    void OnDtlsState(DtlsTransportState state, string? failure);
}
