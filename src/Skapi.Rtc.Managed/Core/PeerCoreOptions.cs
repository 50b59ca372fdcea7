using Skapi.Rtc.Managed.Crypto;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Turn;

namespace Skapi.Rtc.Managed.Core;

/// <summary>What a core is created with.</summary>
internal sealed record PeerCoreOptions
{
    /// <summary>The source of random values.</summary>
    public required IRandomSource Random { get; init; }

    /// <summary>This side's certificate. It belongs to the caller.</summary>
    public required LocalCertificate Certificate { get; init; }

    /// <summary>The options of ICE.</summary>
    public required IceOptions Ice { get; init; }

    /// <summary>The TURN servers to request relayed candidates of.</summary>
    public IReadOnlyList<TurnServer> TurnServers { get; init; } = [];

    /// <summary>Whether relayed candidates are used alone, so that the other side learns no address of this machine.</summary>
    public bool IsRelayOnly { get; init; }

    /// <summary>
    /// Whether TURN servers are reached over UDP from sockets of their own. A port that many peers share would be a single client to a
    /// server (RFC 8656, section 3.1).
    /// </summary>
    public bool HasRelaySockets { get; init; }

    /// <summary>The SCTP port that this side's description announces.</summary>
    public ushort SctpPort { get; init; } = 5000;

    /// <summary>The maximum number of bytes of an SCTP packet, where the path carries it: what a DTLS record carries.</summary>
    public int MaxPacket { get; init; } = 16 * 1024;

    /// <summary>The maximum number of bytes of a message that this side receives.</summary>
    public int MaxReceiveMessage { get; init; } = 256 * 1024;
}
