using Microsoft.Extensions.Logging;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>The settings of a peer.</summary>
/// <param name="JitterBuffer">How long media packets that are late or out of order are waited for.</param>
/// <param name="CloseTimeout">How long disposing waits until the other side confirms that its data channels are closed.</param>
/// <param name="Servers">The STUN and TURN servers.</param>
/// <param name="Time">Time.</param>
/// <param name="Logger">The log.</param>
internal sealed record PeerSettings(TimeSpan JitterBuffer, TimeSpan CloseTimeout, IceServers Servers, TimeProvider Time, ILogger Logger);
