using System.Net;
using System.Net.Sockets;
using Skapi.Rtc.Managed.Io;

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

    // After direct UDP and before a relay, as browsers do (RFC 6544, section 4.2).
    private const uint StreamPreference = 90;
    private const uint ReflexiveStreamPreference = 80;
    private const int DirectionStep = 0x2000;

    /// <summary>The address that is told with a relayed candidate: how the server sees this side. Null to tell the base.</summary>
    public IPEndPoint? Related { get; init; }

    /// <summary>Which side opens the connection of a TCP candidate; null for UDP.</summary>
    public StreamRole? Role { get; init; }

    /// <summary>The address of this machine that a connection of the other side came to. Null if it did not open one.</summary>
    public StreamEndPoint? Via { get; init; }

    /// <summary>Computes the priority of a candidate of this side (RFC 8445, section 5.1.2.1).</summary>
    /// <param name="type">How the address was found.</param>
    /// <param name="family">The address family. IPv6 is preferred (RFC 8421).</param>
    /// <param name="index">The number of the address on this machine. Each gets a priority of its own.</param>
    public static uint ComputePriority(CandidateType type, AddressFamily family, int index)
    {
        var local = (family == AddressFamily.InterNetworkV6 ? 0xFFFF : 0x7FFF) - index;
        return Combine((uint)type, local);
    }

    /// <summary>Computes the priority of a TCP candidate of this side (RFC 6544, section 4.2).</summary>
    public static uint ComputeStreamPriority(StreamRole role, AddressFamily family, int index)
    {
        var direction = role == StreamRole.Active ? 6 : 4;
        return Combine(StreamPreference, (direction * DirectionStep) + (family == AddressFamily.InterNetworkV6 ? 0x1FFF : 0xFFF) - index);
    }

    /// <summary>Computes the priority of the candidate that the other side learns from a check (RFC 8445, section 7.1.1).</summary>
    public static uint ComputeReflexivePriority(IPEndPoint from) => from is StreamEndPoint
        ? Combine(ReflexiveStreamPreference, from.AddressFamily == AddressFamily.InterNetworkV6 ? 0xFFFF : 0x7FFF)
        : ComputePriority(CandidateType.PeerReflexive, from.AddressFamily, 0);

    private static uint Combine(uint type, int local) => (type << 24) | ((uint)Math.Max(local, 0) << 8) | (256 - Component);
}
