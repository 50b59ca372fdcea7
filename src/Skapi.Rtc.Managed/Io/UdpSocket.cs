using System.Net;
using System.Net.Sockets;

namespace Skapi.Rtc.Managed.Io;

/// <summary>Opens UDP sockets that do not block.</summary>
internal static class UdpSocket
{
    /// <summary>Binds a socket to an address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="port">The port, or 0 to let the system choose.</param>
    /// <param name="bufferSize">The size of the system's buffers in bytes, one for each direction. The system may give less.</param>
    /// <returns>
    /// Null if the address or the port cannot be used: an address can disappear between its enumeration and its use. Also null if the
    /// process may not open more sockets.
    /// </returns>
    public static Socket? TryBind(IPAddress address, int port, int bufferSize)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Blocking = false;
            socket.ReceiveBufferSize = bufferSize;
            socket.SendBufferSize = bufferSize;
            SocketOffload.IgnoreConnectionResets(socket);
            socket.Bind(new IPEndPoint(address, port));
            return socket;
        }
        catch (SocketException)
        {
            socket?.Dispose();
            return null;
        }
    }
}
