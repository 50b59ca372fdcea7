using Skapi.Protocol;
using Skapi.Rtc.Running;

namespace Skapi.Rtc;

/// <summary>The errors of calls that end before they are connected.</summary>
internal static class CallErrors
{
    /// <summary>The error for an app that waits for the call.</summary>
    public static SkapiException Of(CallEnd end) => end is { IsRefused: true, Cause: { } refused } ? refused : Ended(end.Reason, end.Cause);

    private static CallEndedException Ended(CallEndReason reason, SkapiException? cause)
    {
        var message = reason.Known switch
        {
            CallEndReason.Values.HungUp => "The call was ended while it was connecting.",
            CallEndReason.Values.Rejected => "The callee rejected the call.",
            CallEndReason.Values.Cancelled => "The caller cancelled the call.",
            CallEndReason.Values.TimedOut => "The call was not accepted, or did not connect, in time.",
            CallEndReason.Values.Unreachable =>
                "The gateway does not know a connection with this cid. Get the current cids with GetRealtimeUsersAsync().",
            CallEndReason.Values.Gone => "The other side's connection closed.",
            CallEndReason.Values.Failed => "The WebRTC transport failed.",
            CallEndReason.Values.Superseded => "The other side replaced this call with a new one.",
            CallEndReason.Values.Closed => "The realtime client was closed.",
            CallEndReason.Values.Busy => "The callee is in another call.",
            _ => $"The other side ended the call with the reason “{reason.Value}”.",
        };
        return new CallEndedException(reason, cause is null ? message : $"{message} {cause.Message}", cause);
    }
}
