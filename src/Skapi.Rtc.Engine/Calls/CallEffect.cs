using Skapi.Protocol;

namespace Skapi.Rtc.Calls;

/// <summary>Something to do for a call. Effects are executed in the order in which they were returned.</summary>
internal abstract record CallEffect
{
    private CallEffect()
    {
    }

    /// <summary>Refuse the call that the app wants to make.</summary>
    public sealed record Refuse(string Message) : CallEffect;

    /// <summary>Send a signal to the other side.</summary>
    public sealed record Send(string Cid, Signal Signal) : CallEffect;

    /// <summary>
    /// Post to the user, wherever it is connected, that this side goes on with a call from its present connection. It arrives at the other
    /// side as <see cref="SwitchboardInput.IntroductionPosted"/>.
    /// </summary>
    public sealed record SendToUser(string UserId, string CallId) : CallEffect;

    /// <summary>The other side has another cid than before.</summary>
    public sealed record Move(string Cid) : CallEffect;

    /// <summary>Give the peer connection a command, after those given before.</summary>
    public sealed record Peer(PeerCommand Command) : CallEffect;

    /// <summary>Start a timer. It replaces a running one of the same name.</summary>
    public sealed record StartTimer(CallTimer Timer, TimeSpan Due) : CallEffect;

    /// <summary>Stop a timer.</summary>
    public sealed record StopTimer(CallTimer Timer) : CallEffect;

    /// <summary>Raise an event of the call.</summary>
    /// <param name="Event">The event.</param>
    /// <param name="Channel">
    /// The <see cref="ChannelFacts.Identity"/> of the data channel that opened or closed; null for other events.
    /// </param>
    public sealed record Raise(RtcEvent Event, object? Channel = null) : CallEffect;

    /// <summary>Raise the event that the other side calls.</summary>
    public sealed record RaiseIncoming(RealtimeEvent.RtcIncoming Event) : CallEffect;

    /// <summary>Report that the call is connected.</summary>
    public sealed record ReportConnected : CallEffect;

    /// <summary>Report a change of a statechart's state, for logs and traces.</summary>
    public sealed record ReportTransition(CallChart Chart, string From, string To, string Trigger) : CallEffect;

    /// <summary>Report that the call is over, and release everything that belongs to it.</summary>
    public sealed record ReportClosed(CallEndReason Reason, SkapiException? Cause, RealtimeEvent.RtcClosed Event) : CallEffect;
}
