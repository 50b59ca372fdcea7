using Skapi.Rtc.Managed.Crypto;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Managed.Mdns;
using Skapi.Rtc.Managed.Peer;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed;

/// <summary>A WebRTC transport in managed code alone, without a native library.</summary>
/// <remarks>
/// It carries data channels and encoded media: VP8, VP9, H.264, Opus and G.711. It has no codecs and no devices; wrap it in
/// <c>ManagedCodecs</c> for raw sound, or in <c>GStreamerCodecs</c> for all raw media. Thread-safe. One transport serves any number of
/// peers.
/// </remarks>
public sealed class ManagedTransport : IRtcTransport
{
    private readonly ManagedTransportOptions _options;
    private readonly MdnsService _mdns;
    private readonly INetworkMonitor _network;
    private readonly SharedPort? _sharedPort;
    private readonly StreamPort? _streamPort;

    /// <summary>Creates a transport.</summary>
    /// <param name="options">How it uses the network; null for the defaults.</param>
    public ManagedTransport(ManagedTransportOptions? options = null)
        : this(options, new MdnsService())
    {
    }

    internal ManagedTransport(ManagedTransportOptions? options, MdnsService mdns, INetworkMonitor? network = null)
    {
        (_options, _mdns, _network) = (options ?? new ManagedTransportOptions(), mdns, network ?? new SystemNetworkMonitor());
        _sharedPort = _options.SharedPort is { } port ? new SharedPort(port, TimeProvider.System) : null;
        _streamPort = _options.TcpPort is { } tcpPort ? new StreamPort(tcpPort, TimeProvider.System) : null;
    }

    /// <inheritdoc/>
    public string Name => "Managed";

    /// <inheritdoc/>
    public RtcCapabilities Capabilities =>
        RtcCapabilities.UnorderedChannels
        | RtcCapabilities.PartialReliability
        | RtcCapabilities.IceRestart
        | RtcCapabilities.RelayOnly
        | RtcCapabilities.EncodedMedia
        | RtcCapabilities.Renegotiation
        | RtcCapabilities.Statistics
        | RtcCapabilities.ReplaceableSources
        | RtcCapabilities.KeyFrameRequests
        | RtcCapabilities.Backpressure
        | RtcCapabilities.BandwidthEstimation;

    /// <inheritdoc/>
    public async ValueTask<IRtcPeer> CreatePeerAsync(
        RtcPeerOptions options, IRtcPeerObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        cancellationToken.ThrowIfCancellationRequested();
        var isRelayOnly = options.IceTransportPolicy == IceTransportPolicy.Relay;
        if (isRelayOnly && !options.IceServers.SelectMany(static server => server.ParseUrls()).Any(static url => url.IsTurn))
        {
            throw SkapiException.InvalidParameter(
                "RtcPeerOptions.IceTransportPolicy is Relay, but RtcPeerOptions.IceServers has no TURN server. "
                + "Add a server with a turn: or turns: URL.");
        }

        var servers = await ServerList.ResolveAsync(options.IceServers, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        var settings = new PeerSettings
        {
            UsesOffload = _options.UseSegmentationOffload,
            MaxReceiveMessage = _options.MaxMessageSize,
            Addresses = _options.LocalAddresses,
            Network = _network,
            SharedPort = _sharedPort,
            StreamPort = _streamPort,
            ConnectsOverTcp = _options.ConnectOverTcp,
            RestartsByItself = _options.RestartOnNetworkChange,
            HidesAddresses = _options.HideLocalAddresses,
            Mdns = _mdns,
            Servers = servers,
            IsRelayOnly = isRelayOnly,
            CertificateValidation = _options.ServerCertificateValidation,
        };
        var ice = new IceOptions { Random = new SystemRandomSource(), StunServers = servers.Stun };
        return new ManagedPeer(options, observer, ice, settings);
    }
}
