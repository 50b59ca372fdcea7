using System.Net;
using System.Net.Sockets;

namespace Skapi.Testing;

/// <summary>Finds ports for programs that are told theirs.</summary>
public static class FreePort
{
    // Below the ports that systems choose from for sockets without one of their own (RFC 6056, section 3.2, and Linux's default). One of
    // those can be taken by any connection that a test opens before the program has its port, or while it starts again.
    private const int First = 10_000;
    private const int AfterLast = 32_768;
    private const int Attempts = 1000;

    /// <summary>A port of the loopback address that nobody uses, for TCP and for UDP.</summary>
    public static int Find()
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = Random.Shared.Next(First, AfterLast);
            if (IsFree(port, SocketType.Stream, ProtocolType.Tcp) && IsFree(port, SocketType.Dgram, ProtocolType.Udp))
                return port;
        }

        throw new InvalidOperationException($"None of {Attempts} ports between {First} and {AfterLast} is free.");
    }

    private static bool IsFree(int port, SocketType type, ProtocolType protocol)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, type, protocol);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }
}
