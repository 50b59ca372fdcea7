using System.Net;

namespace Skapi.Rtc.Managed.Turn;

/// <summary>Receives what a TURN client reports and sends what it writes, during the calls of <see cref="TurnClient"/>.</summary>
internal interface ITurnListener
{
    /// <summary>Sends a message to the server: a datagram, or bytes of the stream.</summary>
    void Send(TurnClient client, ReadOnlySpan<byte> message);

    /// <summary>The server allocated an address.</summary>
    void OnAllocated(TurnClient client);

    /// <summary>The client ended, because the server refused, did not answer, or forgot the address.</summary>
    /// <param name="client">The client.</param>
    /// <param name="code">The server's error code, or 701 for a server that cannot be reached (W3C WebRTC).</param>
    /// <param name="reason">What happened, in words.</param>
    void OnEnded(TurnClient client, int code, string reason);

    /// <summary>A peer with a permission sent data.</summary>
    /// <param name="client">The client.</param>
    /// <param name="peer">The peer's address.</param>
    /// <param name="data">The data. They are valid during the call only, and may be changed.</param>
    void OnData(TurnClient client, IPEndPoint peer, Span<byte> data);
}
