using Microsoft.Extensions.Logging;
using Skapi.Rtc.GStreamer.Descriptions;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Channels;

/// <summary>What the data channels of a peer need from it.</summary>
/// <param name="webrtcbin">webrtcbin; valid while a channel is open.</param>
/// <param name="time">Time.</param>
/// <param name="logger">The log.</param>
/// <param name="post">Raises an event. The second argument is called after the observer has handled it, or is null.</param>
/// <param name="failed">Called with an exception of a callback on a native thread.</param>
internal sealed class ChannelContext(
    nint webrtcbin, TimeProvider time, ILogger logger, Action<PeerEvent, Action?> post, Action<string, Exception> failed)
{
    private int _maxMessageSize = DataSection.MaxMessageSize;

    /// <summary>webrtcbin; valid while a channel is open.</summary>
    public nint WebRtcBin => webrtcbin;

    /// <summary>Time.</summary>
    public TimeProvider Time => time;

    /// <summary>The log.</summary>
    public ILogger Logger => logger;

    /// <summary>The incoming messages.</summary>
    public IncomingMessages Incoming { get; } = new(failed);

    /// <summary>The maximum length of a message that both descriptions and this transport allow, in bytes.</summary>
    public int MaxMessageSize
    {
        get => Volatile.Read(ref _maxMessageSize);
        set => Volatile.Write(ref _maxMessageSize, Math.Min(value, DataSection.MaxMessageSize));
    }

    /// <summary>Raises an event.</summary>
    /// <param name="peerEvent">The event.</param>
    /// <param name="handled">Called after the observer has handled it, or null.</param>
    public void Post(PeerEvent peerEvent, Action? handled = null) => post(peerEvent, handled);

    /// <summary>Handles an exception of a callback on a native thread.</summary>
    public void OnCallbackFailed(string what, Exception exception) => failed(what, exception);
}
