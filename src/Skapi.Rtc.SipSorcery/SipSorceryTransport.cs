using Skapi.Rtc.SipSorcery.Peers;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.SipSorcery;

/// <summary>
/// WebRTC by SIPSorcery: managed code only, so nothing has to be installed. Encoded frames of VP8, H.264, Opus and G.711 go in and come
/// out. Sound may also be raw, since SIPSorcery encodes and decodes Opus and G.711; pictures may not.
/// </summary>
/// <remarks>
/// SIPSorcery sends every message reliably and in order, and keeps its ICE credentials for as long as the peer lives. A channel that
/// insists on less (<see cref="DataChannelOptions.AllowsReliable"/> is false) is refused with <c>NOT_SUPPORTED</c>.
/// </remarks>
public sealed class SipSorceryTransport : IRtcTransport
{
    /// <inheritdoc/>
    public string Name => "SIPSorcery";

    /// <inheritdoc/>
    public RtcCapabilities Capabilities => RtcCapabilities.EncodedMedia | RtcCapabilities.RelayOnly;

    /// <inheritdoc/>
    public async ValueTask<IRtcPeer> CreatePeerAsync(
        RtcPeerOptions options, IRtcPeerObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);

        foreach (var server in options.IceServers)
            server.ParseUrls();

        // The stack makes a certificate and binds a socket in its constructor.
        return await Task.Run(() => new SipSorceryPeer(options, observer), cancellationToken).ConfigureAwait(false);
    }
}
