using Skapi.Protocol;

namespace Skapi.Rtc.Calls;

/// <summary>What is to be done for a call. Effects are carried out in the order in which they were given.</summary>
internal abstract record CallEffect
{
    private CallEffect()
    {
    }

    /// <summary>The call cannot be made.</summary>
    public sealed record Refuse(string Message) : CallEffect;

    /// <summary>Send a signal to the other side.</summary>
    public sealed record Send(string Cid, Signal Signal) : CallEffect;

    /// <summary>The other side has another cid than before.</summary>
    public sealed record Move(string Cid) : CallEffect;

    /// <summary>Have the peer do something, after what it was told before.</summary>
    public sealed record Peer(PeerCommand Command) : CallEffect;

    /// <summary>Arm a timer; it replaces an armed one of the same name.</summary>
    public sealed record StartTimer(CallTimer Timer, TimeSpan Due) : CallEffect;

    /// <summary>Disarm a timer.</summary>
    public sealed record StopTimer(CallTimer Timer) : CallEffect;

    /// <summary>Tell the app of the call's event.</summary>
    /// <param name="Event">The event.</param>
    /// <param name="Channel">The <see cref="ChannelFacts.Identity"/> of the channel that opened or closed, otherwise null.</param>
    public sealed record Raise(RtcEvent Event, object? Channel = null) : CallEffect;

    /// <summary>Tell the app that the other side calls.</summary>
    public sealed record RaiseIncoming(RealtimeEvent.RtcIncoming Event) : CallEffect;

    /// <summary>The call is connected.</summary>
    public sealed record ReportConnected : CallEffect;

    /// <summary>The call is over: tell the app, and let go of it.</summary>
    public sealed record ReportClosed(CallEndReason Reason, SkapiException? Cause, RealtimeEvent.RtcClosed Event) : CallEffect;
}
