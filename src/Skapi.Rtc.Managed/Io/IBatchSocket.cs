using System.Net;
using System.Net.Sockets;

namespace Skapi.Rtc.Managed.Io;

/// <summary>The two calls of the system that a batch needs.</summary>
internal interface IBatchSocket
{
    /// <summary>Sends bytes in one call: one datagram, or several of the segment size.</summary>
    /// <returns>What the system says about it.</returns>
    SocketError Send(IPEndPoint to, ReadOnlySpan<byte> bytes);

    /// <summary>Sets the number of bytes of each datagram of a call; zero for one datagram a call.</summary>
    /// <returns>False if the system cannot send several datagrams in one call.</returns>
    bool TrySetSegmentSize(int bytes);
}
