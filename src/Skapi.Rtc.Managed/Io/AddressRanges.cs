using System.Net;
using System.Net.Sockets;

namespace Skapi.Rtc.Managed.Io;

/// <summary>What an address is for (RFC 6890).</summary>
internal static class AddressRanges
{
    // RFC 1918, RFC 3927, RFC 4193, RFC 4291, RFC 6598.
    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("::1/128"),
        IPNetwork.Parse("fc00::/7"),
        IPNetwork.Parse("fe80::/10"),
    ];

    // “This network”, which some systems take for this machine, multicast, and broadcast.
    private static readonly IPNetwork[] NotOneHost =
    [
        IPNetwork.Parse("0.0.0.0/8"),
        IPNetwork.Parse("224.0.0.0/4"),
        IPNetwork.Parse("255.255.255.255/32"),
        IPNetwork.Parse("::/128"),
        IPNetwork.Parse("ff00::/8"),
    ];

    /// <summary>Whether an address is not reached over the internet.</summary>
    public static bool IsPrivate(IPAddress address) => IsIn(Private, address);

    /// <summary>Whether an address is that of one host, so that a candidate may have it.</summary>
    public static bool IsHost(IPAddress address) => !IsIn(NotOneHost, address);

    /// <summary>The part of an address that one site has: all of an IPv4 address, or the first half of an IPv6 address.</summary>
    public static IPAddress SiteOf(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    private static bool IsIn(IPNetwork[] networks, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return networks.Any(network => network.Contains(plain));
    }
}
