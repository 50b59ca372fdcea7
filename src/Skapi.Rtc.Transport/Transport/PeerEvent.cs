using Skapi.Protocol;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Transport;

/// <summary>
/// What a peer connection reports: the closed set of W3C WebRTC's events, except the messages (<see cref="IDataChannelReceiver"/>).
/// </summary>
public abstract record PeerEvent
{
    private PeerEvent()
    {
    }

    /// <summary>The signaling state changed.</summary>
    public sealed record SignalingStateChanged(SignalingState State) : PeerEvent;

    /// <summary>The gathering of local candidates began or ended.</summary>
    public sealed record IceGatheringStateChanged(IceGatheringState State) : PeerEvent;

    /// <summary>The ICE connection state changed.</summary>
    public sealed record IceConnectionStateChanged(IceConnectionState State) : PeerEvent;

    /// <summary>The connection state, ICE and DTLS taken together, changed.</summary>
    public sealed record ConnectionStateChanged(PeerConnectionState State) : PeerEvent;

    /// <summary>A local candidate was found: it begins with “candidate:” and names its media section.</summary>
    public sealed record IceCandidateFound(IceCandidate Candidate) : PeerEvent;

    /// <summary>Every local candidate was found.</summary>
    public sealed record IceCandidatesEnded : PeerEvent;

    /// <summary>A STUN or TURN server could not be asked.</summary>
    public sealed record IceCandidateFailed(ushort ErrorCode, string ErrorText, string? Url, string? HostCandidate) : PeerEvent;

    /// <summary>What is sent changed, so a new offer is needed.</summary>
    public sealed record NegotiationNeeded : PeerEvent;

    /// <summary>
    /// An address that the peer uses was removed from this machine, or another address was added. The next offer restarts ICE.
    /// </summary>
    public sealed record NetworkChanged : PeerEvent;

    /// <summary>The other side sends a track.</summary>
    public sealed record TrackAdded(IRemoteTrack Track) : PeerEvent;

    /// <summary>The other side created a data channel. <see cref="DataChannelOpened"/> follows.</summary>
    /// <param name="Channel">The channel.</param>
    /// <param name="Snapshot">Its properties when the event occurred.</param>
    public sealed record DataChannelAdded(IRtcDataChannel Channel, DataChannelSnapshot Snapshot) : PeerEvent;

    /// <summary>
    /// A data channel is open. Its messages go to the receiver that is attached to it (<see cref="IRtcDataChannel.Attach"/>).
    /// </summary>
    /// <param name="Channel">The channel.</param>
    /// <param name="Snapshot">Its properties when the event occurred.</param>
    public sealed record DataChannelOpened(IRtcDataChannel Channel, DataChannelSnapshot Snapshot) : PeerEvent;

    /// <summary>The bytes that wait to be sent fell to the channel's threshold.</summary>
    /// <param name="Channel">The channel.</param>
    /// <param name="Snapshot">Its properties when the event occurred.</param>
    public sealed record BufferedAmountLow(IRtcDataChannel Channel, DataChannelSnapshot Snapshot) : PeerEvent;

    /// <summary>
    /// A data channel closed, by the other side or with the connection. It follows the last message of the channel
    /// (see <see cref="IDataChannelReceiver"/>).
    /// </summary>
    /// <param name="Channel">The channel.</param>
    /// <param name="Snapshot">Its properties when the event occurred.</param>
    public sealed record DataChannelClosed(IRtcDataChannel Channel, DataChannelSnapshot Snapshot) : PeerEvent;

    /// <summary>A data channel failed; <see cref="DataChannelClosed"/> follows.</summary>
    /// <param name="Channel">The channel.</param>
    /// <param name="Snapshot">Its properties when the event occurred.</param>
    /// <param name="Text">A description of the error.</param>
    /// <param name="ErrorDetail">W3C WebRTC, RTCErrorDetailType: “sctp-failure”, “data-channel-failure”. Null if the cause is
    /// unknown.</param>
    public sealed record DataChannelFailed(
        IRtcDataChannel Channel, DataChannelSnapshot Snapshot, string Text, string? ErrorDetail) : PeerEvent;
}
