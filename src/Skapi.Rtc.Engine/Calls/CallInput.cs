using Skapi.Protocol;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Calls;

/// <summary>What happened to a call.</summary>
internal abstract record CallInput
{
    private CallInput()
    {
    }

    /// <summary>The app calls.</summary>
    public sealed record Dialled : CallInput;

    /// <summary>The app accepts.</summary>
    public sealed record Accepted : CallInput;

    /// <summary>The app cancels, rejects or ends the call; or the client is closing, which is said by the reason.</summary>
    public sealed record HungUp(CallEndReason? Reason = null) : CallInput;

    /// <summary>The app changed what it sends in a call that is under way.</summary>
    public sealed record MediaChanged : CallInput;

    /// <summary>A signal came from the other side.</summary>
    /// <param name="Signal">What it says.</param>
    /// <param name="Content">How it came, with keys that only its sender knows.</param>
    public sealed record SignalReceived(Signal Signal, RawJson Content) : CallInput;

    /// <summary>The other side signals from another connection than before.</summary>
    public sealed record RemoteMoved(RemoteParty Remote) : CallInput;

    /// <summary>This side's realtime connection is a new one, with a new cid.</summary>
    public sealed record Reconnected : CallInput;

    /// <summary>The gateway does not know the other side's cid.</summary>
    public sealed record Unreachable : CallInput;

    /// <summary>The other side's realtime connection closed.</summary>
    public sealed record RemoteDisconnected : CallInput;

    /// <summary>The other side started another call in place of this one.</summary>
    public sealed record Superseded : CallInput;

    /// <summary>The peer made an offer and set it as its local description.</summary>
    public sealed record OfferCreated(int Generation, SessionDescription Description) : CallInput;

    /// <summary>The peer took an offer, made an answer and set it as its local description.</summary>
    public sealed record AnswerCreated(int Generation, SessionDescription Description) : CallInput;

    /// <summary>The peer could not do what it was told.</summary>
    public sealed record PeerFailed(int Generation, SkapiException Error) : CallInput;

    /// <summary>The peer reported something.</summary>
    /// <param name="Generation">Which of the call's peers.</param>
    /// <param name="Event">What it reported. The domain reads no live object from it.</param>
    /// <param name="Channel">What was true of the event's data channel, where it has one.</param>
    public sealed record PeerReported(int Generation, PeerEvent Event, ChannelFacts Channel = default) : CallInput;

    /// <summary>A message arrived on a data channel.</summary>
    /// <param name="Generation">Which of the call's peers.</param>
    /// <param name="Channel">What was true of the channel.</param>
    /// <param name="Message">The message.</param>
    public sealed record MessageReceived(int Generation, ChannelFacts Channel, DataChannelMessage Message) : CallInput;

    /// <summary>The app closes a data channel.</summary>
    /// <param name="Channel">The channel's <see cref="ChannelFacts.Identity"/>.</param>
    public sealed record ChannelClosing(object Channel) : CallInput;

    /// <summary>A timer ran out.</summary>
    /// <param name="Timer">Which one.</param>
    /// <param name="MediaReceived">How much of the other side's media has arrived by then.</param>
    public sealed record TimerElapsed(CallTimer Timer, long MediaReceived = 0) : CallInput;
}
