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

    /// <summary>The messages that come in.</summary>
    IncomingMessages Incoming { get; }

    /// <summary>Raises an event.</summary>
    void Post(PeerEvent peerEvent);

    /// <summary>A callback threw on a native thread.</summary>
    void OnCallbackFailed(string what, Exception exception);
}
