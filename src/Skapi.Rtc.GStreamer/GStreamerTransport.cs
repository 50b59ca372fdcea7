using Microsoft.Extensions.Logging;
using Skapi.Rtc.GStreamer.Peers;
using Skapi.Rtc.GStreamer.Installation;
using Skapi.Rtc.GStreamer.Runtime;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer;

/// <summary>The transport over GStreamer's <c>webrtcbin</c>, version 1.22 or later, with its codecs and devices.</summary>
/// <remarks>
/// <para>GStreamer is installed from the system's packages. If it or a plugin is missing, <see cref="CreatePeerAsync"/> and
/// <see cref="IRtcPeer.AddMediaAsync"/> throw <c>NOT_SUPPORTED</c> with the Debian packages to install.</para>
/// <para>A muted encoded source sends nothing, because only an encoder could make it silent or black. Rollback, provisional answers and
/// ICE restarts are <c>NOT_SUPPORTED</c>; the connection goes on.</para>
/// </remarks>
public sealed class GStreamerTransport : IRtcTransport
{
    private readonly GStreamerTransportOptions _options;
    private readonly IElementRegistry _registry;

    /// <summary>Creates the transport. Nothing is loaded before the first peer.</summary>
    /// <param name="options">The settings, or null for the defaults.</param>
    public GStreamerTransport(GStreamerTransportOptions? options = null)
        : this(options ?? new GStreamerTransportOptions(), new ElementRegistry())
    {
    }

    internal GStreamerTransport(GStreamerTransportOptions options, IElementRegistry registry) =>
        (_options, _registry) = (options, registry);

    /// <inheritdoc/>
    public string Name => "GStreamer";

    /// <inheritdoc/>
    public RtcCapabilities Capabilities =>
        RtcCapabilities.UnorderedChannels | RtcCapabilities.PartialReliability | RtcCapabilities.RawAudio | RtcCapabilities.RawVideo |
        RtcCapabilities.EncodedMedia | RtcCapabilities.Devices | RtcCapabilities.Recording | RtcCapabilities.Renegotiation |
        RtcCapabilities.RelayOnly | RtcCapabilities.Statistics | RtcCapabilities.ReplaceableSources | RtcCapabilities.KeyFrameRequests;

    /// <summary>
    /// Loads GStreamer and its plugin registry, so that the first call does not wait for it: up to two seconds when GStreamer runs for the
    /// first time on a machine, about 50 ms later.
    /// </summary>
    /// <exception cref="SkapiException">
    /// <c>NOT_SUPPORTED</c>: GStreamer or a part of it is not installed. The message names what to install.
    /// </exception>
    public Task WarmUpAsync(CancellationToken cancellationToken = default) => Task.Run(Load, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IRtcPeer> CreatePeerAsync(
        RtcPeerOptions options, IRtcPeerObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        var logger = options.LoggerFactory.CreateLogger<GStreamerTransport>();
        var servers = IceServers.Parse(options, logger);
        var settings = new PeerSettings(_options.JitterBuffer, _options.CloseTimeout, servers, options.TimeProvider, logger);

        // Loading plugins and starting the pipeline's threads block.
        var creating = Task.Run(
            () =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                Load();
                return new GStreamerPeer(settings, _registry, observer);
            },
            cancellationToken);
        var peer = await creating.ConfigureAwait(false);
        if (!cancellationToken.IsCancellationRequested)
            return peer;

        await peer.DisposeAsync().ConfigureAwait(false);
        throw new OperationCanceledException(cancellationToken);
    }

    private void Load()
    {
        _registry.Load();
        MissingParts.Check(_registry, MissingParts.Peer);
    }
}
