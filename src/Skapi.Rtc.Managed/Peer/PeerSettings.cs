using System.Net.Security;
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

    /// <summary>The UDP port of all peers; null if each has its own.</summary>
    public SharedPort? SharedPort { get; init; }

    /// <summary>The TCP port at which the other sides reach all peers; null for UDP alone.</summary>
    public StreamPort? StreamPort { get; init; }

    /// <summary>Whether a peer opens TCP connections to candidates of the other side.</summary>
    public bool ConnectsOverTcp { get; init; } = true;

    /// <summary>The addresses of this machine.</summary>
    public INetworkMonitor Network { get; init; } = new SystemNetworkMonitor();

    /// <summary>Whether a peer restarts ICE when the addresses of this machine change.</summary>
    public bool RestartsByItself { get; init; } = true;

    /// <summary>Whether the other side is told names in place of the addresses of this machine.</summary>
    public bool HidesAddresses { get; init; }

    /// <summary>Resolves and publishes names; null to do neither.</summary>
    public MdnsService? Mdns { get; init; }

    /// <summary>The STUN and TURN servers.</summary>
    public ServerList Servers { get; init; } = ServerList.Empty;

    /// <summary>Whether relayed candidates are used alone.</summary>
    public bool IsRelayOnly { get; init; }

    /// <summary>Decides whether a certificate of a TURN server is accepted; null for the system's decision.</summary>
    public RemoteCertificateValidationCallback? CertificateValidation { get; init; }
}
