using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Managed.Mdns;

namespace Skapi.Rtc.Managed.Peer;

/// <summary>What all peers of a transport have in common.</summary>
internal sealed record PeerSettings
{
    /// <summary>Whether many datagrams may travel in one system call.</summary>
    public bool UsesOffload { get; init; } = true;

    /// <summary>The maximum number of bytes of a message that this side receives.</summary>
    public int MaxReceiveMessage { get; init; } = 256 * 1024;

    /// <summary>Which addresses of this machine the other side is told.</summary>
    public LocalAddressPolicy Addresses { get; init; }

    /// <summary>Whether the other side is told names in place of the addresses of this machine.</summary>
    public bool HidesAddresses { get; init; }

    /// <summary>Resolves and publishes names; null to do neither.</summary>
    public MdnsService? Mdns { get; init; }

    /// <summary>The STUN servers whose names could not be resolved, as URLs.</summary>
    public IReadOnlyList<string> UnknownServers { get; init; } = [];
}
