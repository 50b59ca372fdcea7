using Skapi.Protocol;

namespace Skapi.Rtc.Connections;

/// <summary>What an app is told of a call that ended before it was connected.</summary>
internal static class CallEndings
{
    public static CallEndedException ErrorOf(CallEndReason reason, SkapiException? cause)
    {
        var message = reason.Known switch
        {
            CallEndReason.Values.HungUp => "The call was ended while it was connecting.",
            CallEndReason.Values.Rejected => "The callee rejected the call.",
            CallEndReason.Values.Cancelled => "The caller cancelled the call.",
            CallEndReason.Values.TimedOut => "The call was not accepted, or did not connect, in time.",
            CallEndReason.Values.Unreachable => "The gateway knows no connection with this cid: ask for the group's users again.",
            CallEndReason.Values.Gone => "The other side's connection closed.",
            CallEndReason.Values.Failed => "The WebRTC transport failed.",
            CallEndReason.Values.Superseded => "The other side started another call in place of this one.",
            CallEndReason.Values.Closed => "The realtime client was closed.",
            _ => $"The other side ended the call: {reason.Value}.",
        };
        return new CallEndedException(reason, cause is null ? message : $"{message} {cause.Message}", cause);
    }
}
