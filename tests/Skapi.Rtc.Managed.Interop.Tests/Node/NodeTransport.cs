using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Interop.Tests.Node;

/// <summary>A WebRTC stack of an npm package behind the transport contract: as much of it as data channels need.</summary>
internal sealed class NodeTransport(string stack) : IRtcTransport
{
    public string Name => stack;

    public RtcCapabilities Capabilities => RtcCapabilities.UnorderedChannels | RtcCapabilities.PartialReliability;

    /// <summary>Creates a peer in a process of its own, which ends with the peer.</summary>
    public async ValueTask<IRtcPeer> CreatePeerAsync(
        RtcPeerOptions options, IRtcPeerObserver observer, CancellationToken cancellationToken = default)
    {
        var process = await NodeProcess.StartAsync(stack);
        return await NodePeer.CreateAsync(process, observer);
    }
}
