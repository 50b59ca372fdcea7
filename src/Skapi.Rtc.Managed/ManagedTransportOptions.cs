using System.Net.Security;
using System.Runtime.CompilerServices;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed;

/// <summary>How a managed transport uses the network. The defaults suit an app; a server may want others.</summary>
public sealed record ManagedTransportOptions
{
    /// <summary>
    /// Whether many datagrams may be sent and received in one system call (UDP segmentation and coalescing). True by default. It has an
    /// effect on Linux only, and a network device that cannot do it is noticed.
    /// </summary>
    public bool UseSegmentationOffload { get; init; } = true;

    /// <summary>Which addresses of this machine the other side is told.</summary>
    public LocalAddressPolicy LocalAddresses { get; init; }

    /// <summary>
    /// The UDP port that all peers of the transport share, for a server behind a firewall; 0 for one port that the system chooses. Null,
    /// the default, for a port of its own for each peer. With a shared port, each peer reaches TURN servers over UDP from another port,
    /// datagrams travel one by one, and two transports with shared ports can have one connection between them.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 0 or more than 65,535.</exception>
    public int? SharedPort
    {
        get;
        init
        {
            CheckPort(value);
            field = value;
        }
    }

    /// <summary>
    /// The TCP port at which all peers of the transport are reached too, for other sides whose network blocks UDP (RFC 6544, passive
    /// candidates); 0 for one that the system chooses. Null, the default, for UDP alone. The port is open while there is a peer. UDP is
    /// preferred where it works.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The value is less than 0 or more than 65,535, or 9, which stands for no port in TCP candidates (RFC 6544, section 4.5).
    /// </exception>
    public int? TcpPort
    {
        get;
        init
        {
            CheckPort(value);
            ArgumentOutOfRangeException.ThrowIfEqual(value ?? 0, StreamEndPoint.AnyPort, nameof(value));
            field = value;
        }
    }

    /// <summary>
    /// Whether a peer opens TCP connections to candidates of the other side that accept them (RFC 6544, active). True by default, as in
    /// browsers. They are used where UDP is blocked. Ports below 1024 are not used, except 80 and 443 at public addresses.
    /// </summary>
    public bool ConnectOverTcp { get; init; } = true;

    /// <summary>
    /// Whether a peer restarts ICE by itself when the address that it uses is removed from this machine, or another address is added. True
    /// by default. It raises <see cref="PeerEvent.NetworkChanged"/> and <see cref="PeerEvent.NegotiationNeeded"/>, and the restart begins
    /// with the next offer.
    /// </summary>
    public bool RestartOnNetworkChange { get; init; } = true;

    /// <summary>
    /// Whether the other side is told random names in place of this machine's addresses (RFC 8828; draft-ietf-mmusic-mdns-ice-candidates).
    /// False by default. Only a program on the same network can find the address of a name, by multicast DNS. Without multicast no address
    /// is told at all, and STUN servers are needed. Names of the other side are resolved in any case.
    /// </summary>
    public bool HideLocalAddresses { get; init; }

    /// <summary>
    /// Decides whether the certificate of a TURN server (<c>turns:</c>) is accepted, for example one of a private authority. Null, the
    /// default, for the system's decision.
    /// </summary>
    public RemoteCertificateValidationCallback? ServerCertificateValidation { get; init; }

    /// <summary>
    /// The maximum number of bytes of a message that this side receives; 256 KiB by default. For each peer, twice as
    /// many bytes may wait, and at least 8 MiB. What it sends is limited by the other side's maximum only.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1,200 bytes or more than 256 MiB.</exception>
    public int MaxMessageSize
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1200);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 256 * 1024 * 1024);
            field = value;
        }
    }
        = 256 * 1024;

    private static void CheckPort(int? value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value is not { } port)
            return;

        ArgumentOutOfRangeException.ThrowIfNegative(port, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue, name);
    }
}
