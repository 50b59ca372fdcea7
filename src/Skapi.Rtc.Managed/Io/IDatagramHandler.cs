using System.Net;

namespace Skapi.Rtc.Managed.Io;

/// <summary>Receives the datagrams of a socket. It is called on the socket's receive loop and must not throw or block.</summary>
internal interface IDatagramHandler
{
    /// <summary>Handles a datagram.</summary>
    /// <param name="local">The address of this machine that it came to.</param>
    /// <param name="from">The sender's address.</param>
    /// <param name="datagram">The datagram. It is valid during the call only, and may be changed.</param>
    void HandleDatagram(IPEndPoint local, IPEndPoint from, Span<byte> datagram);
}
