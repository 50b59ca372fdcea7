using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Installation;
using Skapi.Rtc.GStreamer.Runtime;
using Skapi.Rtc.Peers;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Codecs;

/// <summary>
/// Gives a transport without codecs those of GStreamer: raw frames, files, test sources, cameras and microphones are encoded before they
/// reach it, and what it receives is decoded.
/// </summary>
/// <remarks>
/// <para>Wrap the transport once: <c>new GStreamerCodecs(new MyTransport())</c>. It must have <see cref="RtcCapabilities.EncodedMedia"/>.
/// Raw audio is sent as Opus and raw video as VP8; received Opus, G.711, VP8, VP9 and H.264 are decoded.</para>
/// <para>GStreamer itself, with its base and good plugins, must be installed. <c>webrtcbin</c> is not used. What is missing is a
/// <c>NOT_SUPPORTED</c> error that names the packages, thrown by the method that needs them.</para>
/// </remarks>
public sealed class GStreamerCodecs : IRtcTransport
{
    private static readonly MediaKind[] Kinds = [MediaKind.Audio, MediaKind.Video];

    private readonly IRtcTransport _inner;
    private readonly IElementRegistry _registry;

    /// <summary>Wraps a transport.</summary>
    /// <param name="inner">The transport that carries the encoded media.</param>
    /// <exception cref="ArgumentException">The transport does not carry encoded media.</exception>
    public GStreamerCodecs(IRtcTransport inner)
        : this(inner, new ElementRegistry())
    {
    }

    internal GStreamerCodecs(IRtcTransport inner, IElementRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(inner);
        if (!inner.Capabilities.HasFlag(RtcCapabilities.EncodedMedia))
            throw new ArgumentException(
                $"The transport “{inner.Name}” cannot carry encoded media, so it cannot use codecs.", nameof(inner));

        (_inner, _registry) = (inner, registry);
    }

    /// <inheritdoc/>
    public string Name => _inner.Name;

    /// <summary>What the wrapped transport can do, and raw media, devices and replaceable sources.</summary>
    public RtcCapabilities Capabilities =>
        _inner.Capabilities
        | RtcCapabilities.RawAudio
        | RtcCapabilities.RawVideo
        | RtcCapabilities.Devices
        | RtcCapabilities.ReplaceableSources;

    /// <summary>
    /// Loads GStreamer and checks that its codecs are installed. An app can then decide what it does without them, and the first call does
    /// not wait: up to two seconds when GStreamer runs for the first time on a machine, about 50 ms later.
    /// </summary>
    /// <exception cref="SkapiException">
    /// <c>NOT_SUPPORTED</c>: GStreamer or a codec is not installed. The message names what to install.
    /// </exception>
    public Task WarmUpAsync(CancellationToken cancellationToken = default) => Task.Run(
        () =>
        {
            _registry.Load();
            MissingParts.Check(
                _registry, Kinds.SelectMany(static kind => EncodingPipeline.ElementsOf(kind).Concat(DecodingTrack.ElementsOf(kind))));
        },
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IRtcPeer> CreatePeerAsync(
        RtcPeerOptions options, IRtcPeerObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        await Task.Run(_registry.Load, cancellationToken).ConfigureAwait(false);

        var logger = options.LoggerFactory.CreateLogger<GStreamerCodecs>();
        var media = new CodecMedia(_registry, options.TimeProvider, _inner.Capabilities, logger);
        var decoding = new TrackMappingObserver(observer, media.Decode) { Connected = media.Start };
        var peer = await _inner.CreatePeerAsync(options, decoding, cancellationToken).ConfigureAwait(false);
        return peer is IRtcRecorder recorder ? new RecordingCodecPeer(peer, media, recorder) : new CodecPeer(peer, media);
    }
}
