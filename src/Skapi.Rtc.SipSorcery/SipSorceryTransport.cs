using Microsoft.Extensions.Logging;
using Skapi.Rtc.SipSorcery.Peers;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.SipSorcery;

/// <summary>
/// The transport over SIPSorcery: managed code only, so nothing has to be installed. It sends and receives encoded frames of VP8, H.264,
/// Opus and G.711. Audio can also be raw, because SIPSorcery has codecs for Opus and G.711, but none for video.
/// </summary>
/// <remarks>
/// SIPSorcery sends every message reliably and in order, and cannot restart ICE. A channel that needs less
/// (<see cref="DataChannelOptions.AllowsReliable"/> is false) is refused with <c>NOT_SUPPORTED</c>.
/// </remarks>
public sealed class SipSorceryTransport : IRtcTransport
{
    /// <inheritdoc/>
    public string Name => "SIPSorcery";

    /// <inheritdoc/>
    public RtcCapabilities Capabilities =>
        RtcCapabilities.RawAudio | RtcCapabilities.EncodedMedia | RtcCapabilities.RelayOnly;

    /// <inheritdoc/>
    public async ValueTask<IRtcPeer> CreatePeerAsync(
        RtcPeerOptions options, IRtcPeerObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);

        foreach (var server in options.IceServers)
            server.ParseUrls();

        var logger = options.LoggerFactory.CreateLogger<SipSorceryTransport>();

        // The stack creates a certificate and binds a socket in its constructor.
        return await Task.Run(() => new SipSorceryPeer(options, observer, logger), cancellationToken).ConfigureAwait(false);
    }
}
