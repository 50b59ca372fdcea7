using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Skapi.Rtc.Managed.Io;

/// <summary>A UDP socket in an IPv4 multicast group on several interfaces of this machine, with a loop that receives.</summary>
internal sealed class MulticastSocket : IDisposable
{
    private const int MaxDatagram = 9000;

    // A datagram that is too long, or a receiver that is gone, is an error of one receive on some systems. A socket that only fails is
    // broken.
    private const int MaxErrors = 16;

    private readonly Socket _socket;
    private readonly IPEndPoint _group;
    private readonly IReadOnlyList<IPAddress> _interfaces;
    private volatile bool _hasEnded;

    private MulticastSocket(Socket socket, IPEndPoint group, IReadOnlyList<IPAddress> interfaces) =>
        (_socket, _group, _interfaces) = (socket, group, interfaces);

    /// <summary>Whether the socket is disposed or broken, so that it receives nothing any more.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>The addresses of the interfaces that can multicast.</summary>
    public static IReadOnlyList<IPAddress> FindInterfaces() =>
        [.. NetworkInterface.GetAllNetworkInterfaces()
            .Where(static network => network.SupportsMulticast && network.OperationalStatus is OperationalStatus.Up)
            .SelectMany(static network => network.GetIPProperties().UnicastAddresses)
            .Select(static unicast => unicast.Address)
            .Where(static address => address.AddressFamily == AddressFamily.InterNetwork)];

    /// <summary>Opens a socket on the port of a group and joins the group.</summary>
    /// <param name="group">The group and its port, which other programs of this machine may use too.</param>
    /// <param name="interfaces">The addresses of the interfaces.</param>
    /// <param name="handler">Receives each datagram to the group and its sender, on the socket's loop. It must not throw.</param>
    /// <returns>
    /// Null if the group cannot be joined on any interface, the port is used by another program alone, or the system has no socket left.
    /// </returns>
    public static MulticastSocket? TryOpen(
        IPEndPoint group, IReadOnlyList<IPAddress> interfaces, Action<IPEndPoint, ReadOnlyMemory<byte>> handler)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(IPAddress.Any, group.Port));
            var joined = interfaces.Where(address => TryJoin(socket, group.Address, address)).ToArray();
            if (joined.Length > 0)
            {
                var opened = new MulticastSocket(socket, group, joined);
                _ = Task.Run(() => opened.ReceiveAsync(handler));
                return opened;
            }
        }
        catch (SocketException)
        {
            // The port is taken by a program that does not share it, or the system has no socket left.
        }

        socket?.Dispose();
        return null;
    }

    /// <summary>Sends a datagram to the group on every interface. What cannot be sent is lost. Not safe for concurrent use.</summary>
    public void Send(ReadOnlySpan<byte> datagram)
    {
        foreach (var address in _interfaces)
        {
            try
            {
                _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, address.GetAddressBytes());
                _socket.SendTo(datagram, SocketFlags.None, _group);
            }
            catch (SocketException)
            {
                // The interface went down. The others may still reach the name's owner.
            }
        }
    }

    /// <summary>Sends a datagram to one receiver. What cannot be sent is lost.</summary>
    public void SendTo(IPEndPoint to, ReadOnlySpan<byte> datagram)
    {
        try
        {
            _socket.SendTo(datagram, SocketFlags.None, to);
        }
        catch (SocketException)
        {
            // The receiver asks again.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _hasEnded = true;
        _socket.Dispose();
    }

    private static bool TryJoin(Socket socket, IPAddress group, IPAddress address)
    {
        try
        {
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group, address));
            return true;
        }
        catch (SocketException)
        {
            // The interface cannot multicast.
            return false;
        }
    }

    private async Task ReceiveAsync(Action<IPEndPoint, ReadOnlyMemory<byte>> handler)
    {
        var buffer = new byte[MaxDatagram];
        var any = new IPEndPoint(IPAddress.Any, 0);
        for (var errors = 0; errors < MaxErrors && !_hasEnded;)
        {
            try
            {
                var received = await _socket.ReceiveMessageFromAsync(buffer.AsMemory(), SocketFlags.None, any).ConfigureAwait(false);
                errors = 0;

                // The socket also gets what is sent to an address of this machine alone, which can come from outside of the local link.
                if (received.PacketInformation.Address.Equals(_group.Address))
                    handler((IPEndPoint)received.RemoteEndPoint, buffer.AsMemory(0, received.ReceivedBytes));
            }
            catch (ObjectDisposedException)
            {
                // Nobody needs the group any more.
                break;
            }
            catch (SocketException)
            {
                errors++;
            }
        }

        _hasEnded = true;
    }
}
