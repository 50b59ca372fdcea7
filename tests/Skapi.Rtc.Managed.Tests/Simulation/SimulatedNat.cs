using System.Net;

namespace Skapi.Rtc.Managed.Tests.Simulation;

/// <summary>How a NAT chooses ports and what it lets in (RFC 4787, with the older names of RFC 3489).</summary>
public enum NatKind
{
    /// <summary>One port for a socket, open to everybody.</summary>
    FullCone,

    /// <summary>One port for a socket, open to the addresses that it sent to.</summary>
    AddressRestricted,

    /// <summary>One port for a socket, open to the addresses and ports that it sent to.</summary>
    PortRestricted,

    /// <summary>One port for a socket and receiver, open to that receiver.</summary>
    Symmetric,
}

/// <summary>A NAT with one public address.</summary>
/// <param name="kind">How it chooses ports and what it lets in.</param>
/// <param name="address">The public address.</param>
/// <param name="hairpins">Whether the hosts behind it reach each other over its public address.</param>
/// <param name="prefix">The first 12 bytes under which hosts with IPv6 alone see IPv4 (NAT64, RFC 6146); null without them.</param>
internal sealed class SimulatedNat(NatKind kind, IPAddress address, bool hairpins = false, IPAddress? prefix = null)
{
    private readonly Dictionary<(IPEndPoint Inside, IPEndPoint? To), int> _ports = [];
    private readonly Dictionary<int, IPEndPoint> _insides = [];
    private readonly HashSet<(int Port, IPEndPoint To)> _open = [];

    public IPAddress Address => address;

    public bool Hairpins => hairpins;

    /// <summary>Returns the address that the receiver of a datagram sees, and the receiver's; null if it cannot be reached.</summary>
    public (IPEndPoint From, IPEndPoint To)? Send(IPEndPoint inside, IPEndPoint to)
    {
        if (Outside(to) is not { } outside)
            return null;

        var key = (inside, kind == NatKind.Symmetric ? outside : null);
        if (!_ports.TryGetValue(key, out var port))
        {
            _ports[key] = port = 20_000 + _ports.Count;
            _insides[port] = inside;
        }

        _open.Add((port, outside));
        return (new IPEndPoint(address, port), outside);
    }

    /// <summary>Returns the address inside that a datagram reaches, and its sender as seen there; null if it is not let in.</summary>
    public (IPEndPoint From, IPEndPoint To)? Receive(IPEndPoint from, int port) =>
        _insides.TryGetValue(port, out var inside) && LetsIn(from, port) ? (Inside(from), inside) : null;

    private bool LetsIn(IPEndPoint from, int port) => kind switch
    {
        NatKind.FullCone => true,
        NatKind.AddressRestricted => _open.Any(open => open.Port == port && open.To.Address.Equals(from.Address)),
        _ => _open.Contains((port, from)),
    };

    private IPEndPoint? Outside(IPEndPoint to)
    {
        if (prefix is null)
            return to;

        var bytes = to.Address.GetAddressBytes();
        return bytes.Length == 16 && bytes.AsSpan(0, 12).SequenceEqual(prefix.GetAddressBytes().AsSpan(0, 12))
            ? new IPEndPoint(new IPAddress(bytes.AsSpan(12)), to.Port)
            : null;
    }

    private IPEndPoint Inside(IPEndPoint from)
    {
        if (prefix is null)
            return from;

        byte[] bytes = [.. prefix.GetAddressBytes()[..12], .. from.Address.GetAddressBytes()];
        return new IPEndPoint(new IPAddress(bytes), from.Port);
    }
}
