using System.Net;
using Skapi.Protocol;
using Skapi.Rtc.Managed.Crypto;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Mdns;
using Skapi.Rtc.Managed.Peer;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed;

/// <summary>A WebRTC transport in managed code alone, without a native library.</summary>
/// <remarks>
/// It carries data channels and encoded media: VP8, H.264, Opus and G.711. It has no codecs and no devices; wrap it in
/// <c>GStreamerCodecs</c> for raw media. Thread-safe. One transport serves any number of peers.
/// </remarks>
public sealed class ManagedTransport : IRtcTransport
{
    private readonly ManagedTransportOptions _options;
    private readonly MdnsService _mdns;

    /// <summary>Creates a transport.</summary>
    /// <param name="options">How it uses the network; null for the defaults.</param>
    public ManagedTransport(ManagedTransportOptions? options = null)
        : this(options, new MdnsService())
    {
    }

    internal ManagedTransport(ManagedTransportOptions? options, MdnsService mdns) =>
        (_options, _mdns) = (options ?? new ManagedTransportOptions(), mdns);

    /// <inheritdoc/>
    public string Name => "Managed";

    /// <inheritdoc/>
    public RtcCapabilities Capabilities =>
        RtcCapabilities.UnorderedChannels
        | RtcCapabilities.PartialReliability
        | RtcCapabilities.IceRestart
        | RtcCapabilities.EncodedMedia
        | RtcCapabilities.Renegotiation
        | RtcCapabilities.Statistics
        | RtcCapabilities.ReplaceableSources
        | RtcCapabilities.KeyFrameRequests
        | RtcCapabilities.Backpressure;

    /// <inheritdoc/>
    public async ValueTask<IRtcPeer> CreatePeerAsync(
        RtcPeerOptions options, IRtcPeerObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        cancellationToken.ThrowIfCancellationRequested();
        if (options.IceTransportPolicy == IceTransportPolicy.Relay)
        {
            throw new SkapiException(
                SkapiErrorCode.NotSupported, "The managed transport has no TURN client, so it cannot use relayed candidates only.");
        }

        var unknown = new List<string>();
        var servers = await ResolveAsync(options.IceServers, unknown, cancellationToken).ConfigureAwait(false);
        var settings = new PeerSettings
        {
            UsesOffload = _options.UseSegmentationOffload,
            MaxReceiveMessage = _options.MaxMessageSize,
            Addresses = _options.LocalAddresses,
            HidesAddresses = _options.HideLocalAddresses,
            Mdns = _mdns,
            UnknownServers = unknown,
        };
        return new ManagedPeer(options, observer, new IceOptions { Random = new SystemRandomSource(), StunServers = servers }, settings);
    }

    private static async Task<IReadOnlyList<IPEndPoint>> ResolveAsync(
        IReadOnlyList<IceServer> servers, List<string> unknown, CancellationToken cancellationToken)
    {
        var found = new List<IPEndPoint>();
        foreach (var url in servers.SelectMany(static server => server.ParseUrls()).Where(static url => !url.IsTurn))
        {
            if (IPAddress.TryParse(url.Host, out var address))
            {
                found.Add(new IPEndPoint(address, url.Port));
                continue;
            }

            try
            {
                var addresses = await Dns.GetHostAddressesAsync(url.Host, cancellationToken).ConfigureAwait(false);
                found.AddRange(addresses.Select(resolved => new IPEndPoint(resolved, url.Port)));
            }
            catch (System.Net.Sockets.SocketException)
            {
                // The peer still has the candidates of its own addresses. It reports the server when it gathers them.
                unknown.Add($"stun:{url.Host}:{url.Port}");
            }
        }

        return found;
    }
}
