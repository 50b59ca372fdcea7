using Microsoft.Extensions.Logging;
using Skapi.Rtc.GStreamer.Peers;
using Skapi.Rtc.GStreamer.Runtime;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer;

/// <summary>
/// The transport over GStreamer's <c>webrtcbin</c> (1.22 or later): data channels, VP8 and Opus both ways, devices, files, recording.
/// </summary>
/// <remarks>
/// <para>GStreamer comes from the system's packages; where it or a plugin is missing, <see cref="CreatePeerAsync"/> and
/// <see cref="IRtcPeer.AddMediaAsync"/> say which Debian packages to install.</para>
/// <para>A message has at most 64 KiB. An encoded source that is muted sends nothing, as only an encoder could make it silent or black.
/// Rollback, provisional answers and ICE restarts are refused: webrtcbin has none that work.</para>
/// </remarks>
public sealed class GStreamerTransport : IRtcTransport
{
    private readonly GStreamerTransportOptions _options;
    private readonly IElementRegistry _registry;

    /// <summary>Creates the transport. Nothing is loaded before the first peer.</summary>
    /// <param name="options">How it works; null takes the defaults.</param>
    public GStreamerTransport(GStreamerTransportOptions? options = null)
        : this(options ?? new GStreamerTransportOptions(), new ElementRegistry())
    {
    }

    internal GStreamerTransport(GStreamerTransportOptions options, IElementRegistry registry)
    {
        (_options, _registry) = (options, registry);
    }

    /// <inheritdoc/>
    public string Name => "GStreamer";

    /// <inheritdoc/>
    public RtcCapabilities Capabilities =>
        RtcCapabilities.UnorderedChannels | RtcCapabilities.PartialReliability | RtcCapabilities.RawMedia | RtcCapabilities.EncodedMedia |
        RtcCapabilities.Devices | RtcCapabilities.Recording | RtcCapabilities.Renegotiation;

    /// <summary>
    /// Loads GStreamer and its plugin registry, so that the first call does not wait for it: up to two seconds where GStreamer runs for
    /// the first time on a machine, and some 50 ms later on.
    /// </summary>
    /// <exception cref="SkapiException"><c>NOT_SUPPORTED</c>: GStreamer or a part of it is not installed. The message names what to install.</exception>
    public Task WarmUpAsync(CancellationToken cancellationToken = default) => Task.Run(Load, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IRtcPeer> CreatePeerAsync(RtcPeerOptions options, IRtcPeerObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        if (options.IceTransportPolicy == IceTransportPolicy.Relay)
            throw Errors.NotSupported("The GStreamer transport cannot use relayed candidates alone. Leave RtcPeerOptions.IceTransportPolicy at All.");

        var logger = options.LoggerFactory.CreateLogger<GStreamerTransport>();
        var servers = IceServers.Parse(options.IceServers, logger);

        // Loading plugins and starting the pipeline's threads block.
        var creating = Task.Run(
            () =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                Load();
                return new GStreamerPeer(_options, options.TimeProvider, _registry, servers, observer, logger);
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
