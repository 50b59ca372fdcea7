using System.Net;
using Skapi.Rtc.Managed.Turn;

namespace Skapi.Rtc.Managed.Core;

/// <summary>The addresses of one gathering of candidates. A restart of ICE has a set of its own.</summary>
/// <param name="relays">The addresses at TURN servers.</param>
internal sealed class AddressSet(RelaySet relays)
{
    /// <summary>The addresses of this machine.</summary>
    public List<IPEndPoint> Hosts { get; } = [];

    /// <summary>The sockets that reach TURN servers alone, by the address of this machine that they belong to.</summary>
    public Dictionary<IPEndPoint, IPEndPoint> RelaySockets { get; } = [];

    /// <summary>The addresses at TURN servers.</summary>
    public RelaySet Relays => relays;

    /// <summary>Whether every address of this machine was added.</summary>
    public bool HasAllHosts { get; set; }

    /// <summary>Whether an address belongs to the set.</summary>
    public bool Owns(IPEndPoint address) => IsLocal(address) || Relays.Find(address) is not null;

    /// <summary>Whether an address is that of a socket of the set.</summary>
    public bool IsLocal(IPEndPoint address) => Hosts.Contains(address) || RelaySockets.ContainsValue(address);

    /// <summary>Removes a socket that reaches TURN servers alone.</summary>
    /// <returns>Whether there was one.</returns>
    public bool RemoveRelaySocket(IPEndPoint address)
    {
        foreach (var (host, socket) in RelaySockets)
        {
            if (socket.Equals(address))
                return RelaySockets.Remove(host);
        }

        return false;
    }
}
