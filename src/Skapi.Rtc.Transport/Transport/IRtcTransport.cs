namespace Skapi.Rtc.Transport;

/// <summary>A WebRTC stack, as the engine sees it: something that makes peer connections.</summary>
public interface IRtcTransport
{
    /// <summary>The stack's name, for logs and error messages: “GStreamer”.</summary>
    string Name { get; }

    /// <summary>What the stack can do. What it cannot do it refuses with <c>NOT_SUPPORTED</c>, and never ignores.</summary>
    RtcCapabilities Capabilities { get; }

    /// <summary>Makes a peer connection.</summary>
    /// <param name="options">How it gathers candidates.</param>
    /// <param name="observer">Who hears its events, in the order in which they happened. It is called on the stack's own threads.</param>
    /// <param name="cancellationToken">Cancels the wait. A peer that is created nevertheless is disposed.</param>
    /// <exception cref="SkapiException"><c>NOT_SUPPORTED</c>: the stack or a part of it is not installed. The message names what to
    /// install.</exception>
    ValueTask<IRtcPeer> CreatePeerAsync(RtcPeerOptions options, IRtcPeerObserver observer, CancellationToken cancellationToken = default);
}
