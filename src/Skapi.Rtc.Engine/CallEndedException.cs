using Skapi.Protocol;

namespace Skapi.Rtc;

/// <summary>
/// A call ended before it was connected. The code is that of the cause, for example <c>DEVICE_NOT_FOUND</c>; or <c>CALL_ENDED</c> if
/// nothing went wrong, but one side did not want the call or nobody answered.
/// </summary>
public sealed class CallEndedException : SkapiException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">Why the call ended.</param>
    /// <param name="message">The reason in words.</param>
    /// <param name="inner">The cause, or null.</param>
    public CallEndedException(CallEndReason reason, string message, Exception? inner = null)
        : base(inner is SkapiException cause ? cause.Code : SkapiErrorCode.CallEnded, message, inner) => Reason = reason;

    /// <summary>Why the call ended.</summary>
    public CallEndReason Reason { get; }
}
