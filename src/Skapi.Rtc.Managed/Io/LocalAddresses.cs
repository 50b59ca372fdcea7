using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Skapi.Rtc.Managed.Io;

/// <summary>Finds the addresses of this machine that the other side may be told.</summary>
internal static class LocalAddresses
{
    // Connecting a UDP socket sends nothing. It only asks which address the system would send from; these are for documentation.
    private static readonly IPAddress[] Elsewhere = [IPAddress.Parse("192.0.2.1"), IPAddress.Parse("2001:db8::1")];

    /// <summary>Finds the addresses that a policy allows; none if this machine has no network.</summary>
    public static IReadOnlyList<IPAddress> Find(LocalAddressPolicy policy)
    {
        if (policy == LocalAddressPolicy.DefaultRoute)
            return [.. Elsewhere.Select(FindSource).OfType<IPAddress>()];

        var found = NetworkInterface.GetAllNetworkInterfaces()
            .Where(static network => network.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
            .SelectMany(static network => network.GetIPProperties().UnicastAddresses)
            .Select(static unicast => unicast.Address)
            .Where(static address => address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)
            .ToList();
        return policy == LocalAddressPolicy.All
            ? found
            : [.. found.Where(static address => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal)];
    }

    private static IPAddress? FindSource(IPAddress destination)
    {
        try
        {
            using var socket = new Socket(destination.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(destination, port: 9);
            return ((IPEndPoint)socket.LocalEndPoint!).Address;
        }
        catch (SocketException)
        {
            // There is no route in this address family, so there is no address to tell.
            return null;
        }
    }
}
