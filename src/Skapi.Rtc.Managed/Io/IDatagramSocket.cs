using System.Net;

namespace Skapi.Rtc.Managed.Io;

/// <summary>What a peer sends over. Not safe for concurrent use.</summary>
internal interface IDatagramSocket : IDisposable
{
    /// <summary>The address and port of the socket.</summary>
    IPEndPoint LocalEndPoint { get; }

    /// <summary>Whether the system's buffer is full, so that <see cref="Flush"/> has to be called again a little later.</summary>
    bool IsBlocked { get; }

    /// <summary>Receives each datagram on its own from now on, because SRTP packets do not say where they end.</summary>
    void StopCoalescing();

    /// <summary>Adds a datagram to those that leave next. A disposed socket drops it.</summary>
    void Send(IPEndPoint to, ReadOnlySpan<byte> datagram, DatagramKind kind);

    /// <summary>Sends the datagrams that were collected, unless the system's buffer is full.</summary>
    void Flush();
}
