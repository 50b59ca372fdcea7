using System.Net;
using System.Net.Sockets;

namespace Skapi.Rtc.Managed.Ice;

/// <summary>An address at which a side may be reached (RFC 8445, section 5.1).</summary>
/// <param name="Type">How the address was found.</param>
/// <param name="Address">The address and port.</param>
/// <param name="Priority">The priority.</param>
/// <param name="Foundation">The text that candidates share that were found alike.</param>
/// <param name="Base">The address that this side sends from, or the related address of a remote candidate. Null if unknown.</param>
internal sealed record Candidate(CandidateType Type, IPEndPoint Address, uint Priority, string Foundation, IPEndPoint? Base = null)
{
    private const int Component = 1;

    /// <summary>The address that is told with a relayed candidate: how the server sees this side. Null to tell the base.</summary>
    public IPEndPoint? Related { get; init; }

    /// <summary>Computes the priority of a candidate of this side (RFC 8445, section 5.1.2.1).</summary>
    /// <param name="type">How the address was found.</param>
    /// <param name="family">The address family. IPv6 is preferred (RFC 8421).</param>
    /// <param name="index">The number of the address on this machine. Each gets a priority of its own.</param>
    public static uint ComputePriority(CandidateType type, AddressFamily family, int index)
    {
        var local = (family == AddressFamily.InterNetworkV6 ? 0xFFFF : 0x7FFF) - index;
        return ((uint)type << 24) | ((uint)Math.Max(local, 0) << 8) | (256 - Component);
    }
}
