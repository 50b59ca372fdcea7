using Skapi.Protocol;

namespace Skapi.Rtc.Calls;

/// <summary>The four states of the peer connection, as last reported.</summary>
internal sealed record PeerFacts
{
    public SignalingState Signaling { get; init; } = SignalingState.Stable;

    public IceGatheringState Gathering { get; init; } = IceGatheringState.New;

    public IceConnectionState Ice { get; init; } = IceConnectionState.New;

    public PeerConnectionState Connection { get; init; } = PeerConnectionState.New;

    public static PeerFacts Closed { get; } = new()
    {
        Signaling = SignalingState.Closed,
        Gathering = IceGatheringState.Complete,
        Ice = IceConnectionState.Closed,
        Connection = PeerConnectionState.Closed,
    };
}
