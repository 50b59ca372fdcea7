using Skapi.Protocol;

namespace Skapi.Rtc;

/// <summary>A call ended before it was connected.</summary>
public sealed class CallEndedException : SkapiException
{
    /// <summary>Creates the error of a call that ended.</summary>
    /// <param name="reason">Why the call ended.</param>
    /// <param name="message">The reason in words.</param>
    /// <param name="inner">What caused it, if anything.</param>
    public CallEndedException(CallEndReason reason, string message, Exception? inner = null)
        : base(SkapiErrorCode.CallEnded, message, inner) => Reason = reason;

    /// <summary>Why the call ended.</summary>
    public CallEndReason Reason { get; }
}
