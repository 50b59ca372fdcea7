using Skapi.Protocol;

namespace Skapi.Rtc.Running;

/// <summary>How a call ended.</summary>
/// <param name="Reason">Why it ended.</param>
/// <param name="Cause">The error that ended it, or null if nothing went wrong.</param>
internal sealed record CallEnd(CallEndReason Reason, SkapiException? Cause)
{
    /// <summary>Whether the call was never made, because the client could not make it. <see cref="Cause"/> says why.</summary>
    public bool IsRefused { get; private init; }

    /// <summary>The end of a call that cannot be made.</summary>
    public static CallEnd Refused(string message) =>
        new(CallEndReason.Failed, SkapiException.InvalidRequest(message)) { IsRefused = true };
}
