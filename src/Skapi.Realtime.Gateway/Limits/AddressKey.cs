using System.Net;
using System.Net.Sockets;

namespace Skapi.Realtime.Gateway.Limits;

/// <summary>The key under which an address has its limits.</summary>
internal static class AddressKey
{
    private const int NetworkBytes = 8;

    /// <summary>
    /// The IPv4 address, or the /64 network of an IPv6 address, because one subscriber has all addresses of such a network. Empty for a
    /// connection without an address, such as a Unix socket.
    /// </summary>
    public static string Of(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
