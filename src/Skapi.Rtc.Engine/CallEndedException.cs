using Skapi.Protocol;

namespace Skapi.Rtc;

/// <summary>
/// A call ended before it was connected. Its code is that of what caused it, <c>DEVICE_NOT_FOUND</c> for example; <c>CALL_ENDED</c>
/// where nothing went wrong but one of the two did not want it, or nobody was there.
/// </summary>
public sealed class CallEndedException : SkapiException
{
    /// <summary>Creates the error of a call that ended.</summary>
    /// <param name="reason">Why the call ended.</param>
    /// <param name="message">The reason in words.</param>
    /// <param name="inner">What caused it, if anything.</param>
    public CallEndedException(CallEndReason reason, string message, Exception? inner = null)
        : base(inner is SkapiException cause ? cause.Code : SkapiErrorCode.CallEnded, message, inner) => Reason = reason;

    /// <summary>Why the call ended.</summary>
    public CallEndReason Reason { get; }
}
