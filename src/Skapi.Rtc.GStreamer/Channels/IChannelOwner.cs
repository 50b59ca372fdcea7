using Microsoft.Extensions.Logging;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Channels;

/// <summary>The peer, as its data channels see it.</summary>
internal interface IChannelOwner
{
    /// <summary>webrtcbin; valid while a channel is open.</summary>
    nint WebRtcBin { get; }

    /// <summary>The longest message that both descriptions allow, in bytes.</summary>
    ulong MaxMessageSize { get; }

    /// <summary>Time.</summary>
    TimeProvider Time { get; }

    /// <summary>The log.</summary>
    ILogger Logger { get; }

    /// <summary>The incoming messages.</summary>
    IncomingMessages Incoming { get; }

    /// <summary>Raises an event.</summary>
    /// <param name="peerEvent">The event.</param>
    /// <param name="handled">Called after the observer has handled it, or null.</param>
    void Post(PeerEvent peerEvent, Action? handled = null);

    /// <summary>A callback threw on a native thread.</summary>
    void OnCallbackFailed(string what, Exception exception);
}
