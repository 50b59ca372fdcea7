using System.Buffers.Binary;
using System.Net.Sockets;

namespace Skapi.Rtc.Managed.Io;

/// <summary>The socket options that .NET has no name for: UDP segmentation, UDP coalescing, and path MTU discovery on Linux.</summary>
/// <remarks>Each method returns false where the system does not know the option. The numbers are those of Linux's headers.</remarks>
internal static class SocketOffload
{
    private const int ConnectionResetControl = unchecked((int)0x9800000C);
    private const int LevelIp = 0;
    private const int LevelUdp = 17;
    private const int LevelIpv6 = 41;
    private const int UdpSegment = 103;
    private const int UdpGro = 104;
    private const int IpMtuDiscover = 10;
    private const int Ipv6MtuDiscover = 23;

    /// <summary>Lets one send carry many datagrams of one size (UDP_SEGMENT). Zero turns it off.</summary>
    public static bool TrySetSegmentSize(Socket socket, int bytes) =>
        OperatingSystem.IsLinux() && TrySet(socket, LevelUdp, UdpSegment, bytes);

    /// <summary>Lets one receive return many datagrams of one sender (UDP_GRO).</summary>
    public static bool TryCoalesce(Socket socket) => OperatingSystem.IsLinux() && TrySet(socket, LevelUdp, UdpGro, 1);

    /// <summary>Lets one receive return one datagram again.</summary>
    public static bool TryStopCoalescing(Socket socket) => OperatingSystem.IsLinux() && TrySet(socket, LevelUdp, UdpGro, 0);

    /// <summary>Sets whether datagrams that are longer than the path's MTU are dropped, so that their loss tells it (RFC 8899).</summary>
    public static bool TrySetDontFragment(Socket socket, bool value)
    {
        var isIpv6 = socket.AddressFamily == AddressFamily.InterNetworkV6;
        if (OperatingSystem.IsLinux())
        {
            // IP_PMTUDISC_PROBE: never fragment, and ignore what the kernel believes the MTU to be.
            const int probe = 3;
            return TrySet(socket, isIpv6 ? LevelIpv6 : LevelIp, isIpv6 ? Ipv6MtuDiscover : IpMtuDiscover, value ? probe : 0);
        }

        if (isIpv6)
            return false;

        try
        {
            socket.DontFragment = value;
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static bool TrySet(Socket socket, int level, int name, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        if (BitConverter.IsLittleEndian)
            BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        else
            BinaryPrimitives.WriteInt32BigEndian(bytes, value);

        try
        {
            socket.SetRawSocketOption(level, name, bytes);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Windows would report an ICMP message as an error of a later receive (SIO_UDP_CONNRESET).</summary>
    public static void IgnoreConnectionResets(Socket socket)
    {
        if (OperatingSystem.IsWindows())
            socket.IOControl(ConnectionResetControl, [0, 0, 0, 0], null);
    }
}
