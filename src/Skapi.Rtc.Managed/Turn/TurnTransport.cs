namespace Skapi.Rtc.Managed.Turn;

/// <summary>How a TURN server is reached (RFC 8656, section 2.1). Between the server and the peers it is always UDP.</summary>
internal enum TurnTransport
{
    /// <summary>UDP, from the sockets of the host candidates.</summary>
    Udp,

    /// <summary>TCP.</summary>
    Tcp,

    /// <summary>TLS over TCP.</summary>
    Tls,
}
