using Microsoft.Extensions.Logging;
using Skapi.Rtc.Codecs.Peers;
using Skapi.Rtc.Peers;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Codecs;

/// <summary>
/// Gives a transport without codecs raw sound: Opus and G.711 in managed code, without a native library. What it receives goes through a
/// jitter buffer.
/// </summary>
/// <remarks>
/// <para>Wrap the transport once: <c>new ManagedCodecs(new MyTransport())</c>. It must have <see cref="RtcCapabilities.EncodedMedia"/>. Raw
/// sound is sent as Opus, or as G.711 if the other side does not know Opus. Received Opus is decoded at 48 kHz and G.711 at 8 kHz.
/// If a peer sends several sources of sound, only the first one follows a change of the codec.</para>
/// <para>Pictures pass as they are: encoded frames, without codecs. For raw pictures, devices and files use <c>GStreamerCodecs</c>
/// instead.</para>
/// <para>Sound that the app pushes is encoded on the app's thread, 20 ms at a time.</para>
/// </remarks>
public sealed class ManagedCodecs : IRtcTransport
{
    private readonly IRtcTransport _inner;

    /// <summary>Wraps a transport.</summary>
    /// <param name="inner">The transport that carries the encoded media.</param>
    /// <exception cref="ArgumentException">The transport does not carry encoded media.</exception>
    public ManagedCodecs(IRtcTransport inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        if (!inner.Capabilities.HasFlag(RtcCapabilities.EncodedMedia))
            throw new ArgumentException(
                $"The transport “{inner.Name}” cannot carry encoded media, so it cannot use codecs.", nameof(inner));

        _inner = inner;
    }

    /// <inheritdoc/>
    public string Name => _inner.Name;

    /// <summary>What the wrapped transport can do, and raw sound.</summary>
    public RtcCapabilities Capabilities => _inner.Capabilities | RtcCapabilities.RawAudio;

    /// <inheritdoc/>
    public async ValueTask<IRtcPeer> CreatePeerAsync(
        RtcPeerOptions options, IRtcPeerObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        var logger = options.LoggerFactory.CreateLogger<ManagedCodecs>();
        var media = new CodecMedia(options.TimeProvider, logger);
        var decoding = new TrackMappingObserver(observer, media.Decode) { Connected = media.Start };
        var peer = await _inner.CreatePeerAsync(options, decoding, cancellationToken).ConfigureAwait(false);
        return peer is IRtcRecorder recorder
            ? new RecordingCodecPeer(peer, media, Capabilities, logger, recorder)
            : new CodecPeer(peer, media, Capabilities, logger);
    }
}
