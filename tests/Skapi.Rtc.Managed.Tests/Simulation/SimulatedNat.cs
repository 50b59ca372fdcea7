using System.Net;

namespace Skapi.Rtc.Managed.Tests.Simulation;

/// <summary>How a NAT chooses ports and what it lets in (RFC 4787, with the older names of RFC 3489).</summary>
public enum NatKind
{
    /// <summary>One port for a socket, open to everybody.</summary>
    FullCone,

    /// <summary>One port for a socket, open to the addresses and ports that it sent to.</summary>
    PortRestricted,

    /// <summary>One port for a socket and receiver, open to that receiver.</summary>
    Symmetric,
}

/// <summary>A NAT with one public address.</summary>
internal sealed class SimulatedNat(NatKind kind, IPAddress address)
{
    private readonly Dictionary<(IPEndPoint Inside, IPEndPoint? To), int> _ports = [];
    private readonly Dictionary<int, IPEndPoint> _insides = [];
    private readonly HashSet<(int Port, IPEndPoint To)> _open = [];

    public IPAddress Address => address;

    /// <summary>Returns the address that the receiver of a datagram sees.</summary>
    public IPEndPoint Send(IPEndPoint inside, IPEndPoint to)
    {
        var key = (inside, kind == NatKind.Symmetric ? to : null);
        if (!_ports.TryGetValue(key, out var port))
        {
            _ports[key] = port = 20_000 + _ports.Count;
            _insides[port] = inside;
        }

        _open.Add((port, to));
        return new IPEndPoint(address, port);
    }

    /// <summary>Returns the address behind the NAT that a datagram reaches, or null if it is not let in.</summary>
    public IPEndPoint? Receive(IPEndPoint from, int port) =>
        _insides.TryGetValue(port, out var inside) && (kind == NatKind.FullCone || _open.Contains((port, from))) ? inside : null;
}
