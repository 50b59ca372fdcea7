using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Skapi.Rtc.Managed.Io;

/// <summary>Finds the addresses of this machine that the other side may reach.</summary>
internal static class LocalAddresses
{
    /// <summary>The addresses of all interfaces that are up. The loopback address is used only where there is no other one.</summary>
    public static IReadOnlyList<IPAddress> Find()
    {
        var found = NetworkInterface.GetAllNetworkInterfaces()
            .Where(static network => network.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
            .SelectMany(static network => network.GetIPProperties().UnicastAddresses)
            .Select(static unicast => unicast.Address)
            .Where(static address => address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)
            .ToList();
        var reachable = found.Where(static address => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal).ToList();
        return reachable.Count > 0 ? reachable : [IPAddress.Loopback];
    }
}
