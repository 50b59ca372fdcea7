using System.Net;

namespace Skapi.Rtc.Managed.Io;

/// <summary>Receives the datagrams of a socket. It is called on the socket's receive loop and must not throw or block.</summary>
internal interface IDatagramHandler
{
    /// <summary>Handles what one read returned: a datagram, or several of one sender, one behind the other.</summary>
    /// <param name="local">The address of this machine that they came to.</param>
    /// <param name="from">The sender's address.</param>
    /// <param name="datagrams">The datagrams. They are valid during the call only, and may be changed.</param>
    void HandleDatagram(IPEndPoint local, IPEndPoint from, Span<byte> datagrams);

    /// <summary>Handles that the socket cannot receive any more.</summary>
    /// <param name="local">The address of the socket.</param>
    /// <param name="error">Why.</param>
    void HandleSocketFailure(IPEndPoint local, Exception error);
}
