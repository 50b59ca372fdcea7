using Skapi.Protocol;

namespace Skapi.Rtc.Calls;

/// <summary>A call that is over, as far as late signals need it.</summary>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Remote">The other side; null if no call with that id existed here.</param>
/// <param name="Hangup">The hang-up that this side sent, which the other side may not have received; null if it sent none.</param>
internal sealed record EndedCall(TimeSpan EndedAt, RemoteParty? Remote = null, Signal? Hangup = null)
{
    /// <summary>Whether a user was the other side of the call, as far as is known.</summary>
    public bool IsWith(RemoteParty party) =>
        Remote is not null && (Remote.Cid == party.Cid || Remote.UserId is null || Remote.UserId == party.UserId);
}
