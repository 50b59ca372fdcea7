using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Calls;

/// <summary>Something that happened to a call.</summary>
internal abstract record CallInput
{
    private CallInput()
    {
    }

    /// <summary>The app calls.</summary>
    public sealed record Dialled : CallInput;

    /// <summary>The app accepts.</summary>
    public sealed record Accepted : CallInput;

    /// <summary>The app cancels, rejects or ends the call, or the client is closing.</summary>
    /// <param name="Reason">The reason that is reported; null for the one that follows from the state.</param>
    public sealed record LocalHangup(CallEndReason? Reason = null) : CallInput;

    /// <summary>The app changed what it sends in a call that is under way.</summary>
    public sealed record MediaChanged : CallInput;

    /// <summary>The peer connection was told to restart ICE, and its next offer does so.</summary>
    public sealed record RestartPrepared : CallInput;

    /// <summary>A signal of the other side arrived.</summary>
    /// <param name="Signal">Its known members.</param>
    /// <param name="Content">The whole signal as it was received, with members that only its sender knows.</param>
    public sealed record SignalReceived(Signal Signal, RawJson Content) : CallInput;

    /// <summary>The other side signals from another connection than before, or more became known about it.</summary>
    public sealed record RemoteMoved(RemoteParty Remote) : CallInput;

    /// <summary>This side has a new realtime connection with a new cid.</summary>
    public sealed record Reconnected : CallInput;

    /// <summary>The gateway does not know the other side's cid.</summary>
    public sealed record Unreachable : CallInput;

    /// <summary>The other side's realtime connection closed.</summary>
    public sealed record RemoteDisconnected : CallInput;

    /// <summary>Another call with the other side replaces this one.</summary>
    public sealed record Superseded : CallInput;

    /// <summary>The peer connection created an offer and set it as its local description.</summary>
    public sealed record OfferCreated(int Generation, SessionDescription Description) : CallInput;

    /// <summary>The peer connection applied an offer, created the answer and set it as its local description.</summary>
    public sealed record AnswerCreated(int Generation, SessionDescription Description) : CallInput;

    /// <summary>The peer connection failed to execute a command.</summary>
    public sealed record PeerFailed(int Generation, SkapiException Error) : CallInput;

    /// <summary>
    /// The peer connection failed to execute a command of a renegotiation. It is as it was negotiated before, so the call goes on.
    /// </summary>
    public sealed record NegotiationFailed(int Generation, PeerCommand Command, SkapiException Error) : CallInput;

    /// <summary>The peer connection raised an event.</summary>
    /// <param name="Generation">The number of the peer connection.</param>
    /// <param name="Event">The event. The domain reads no live object from it.</param>
    /// <param name="Channel">What was true of the event's data channel, if it has one.</param>
    public sealed record PeerReported(int Generation, PeerEvent Event, ChannelFacts Channel = default) : CallInput;

    /// <summary>The app closes a data channel.</summary>
    /// <param name="Channel">The channel's <see cref="ChannelFacts.Identity"/>.</param>
    public sealed record ChannelClosing(object Channel) : CallInput;

    /// <summary>A timer elapsed.</summary>
    /// <param name="Timer">The timer.</param>
    /// <param name="Heard">A count of the media and the messages that have been received from the other side. It only grows.</param>
    public sealed record TimerElapsed(CallTimer Timer, long Heard = 0) : CallInput;
}
