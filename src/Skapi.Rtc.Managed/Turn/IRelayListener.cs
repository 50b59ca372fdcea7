using System.Net;

namespace Skapi.Rtc.Managed.Turn;

/// <summary>Receives what the relays of a peer report and sends what they write, during the calls of <see cref="RelaySet"/>.</summary>
internal interface IRelayListener
{
    /// <summary>Sends a datagram to a server.</summary>
    /// <param name="from">The address of this machine that it is sent from.</param>
    /// <param name="to">The server's address.</param>
    /// <param name="datagram">The datagram. It is valid during the call only.</param>
    void SendToServer(IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> datagram);

    /// <summary>Opens a stream to the client's server. <see cref="RelaySet.OnConnected"/> follows, not during this call.</summary>
    void OpenStream(TurnClient client);

    /// <summary>Sends bytes over the stream of a client.</summary>
    void SendStream(TurnClient client, ReadOnlySpan<byte> bytes);

    /// <summary>Closes the stream of a client, after what was sent.</summary>
    void CloseStream(TurnClient client);

    /// <summary>A server allocated an address.</summary>
    void OnRelayed(TurnClient client);

    /// <summary>A server allocated no address.</summary>
    void OnRelayFailed(TurnClient client, int code, string reason);

    /// <summary>An address is no longer allocated.</summary>
    void OnRelayLost(TurnClient client);

    /// <summary>A peer sent data to an address that a server allocated. They are valid during the call only, and may be changed.</summary>
    void OnRelayedData(IPEndPoint relayed, IPEndPoint peer, Span<byte> data);
}
