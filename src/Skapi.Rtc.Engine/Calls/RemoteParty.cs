namespace Skapi.Rtc.Calls;

/// <summary>The other side of a call, as the gateway names it.</summary>
/// <param name="Cid">Its connection id, with the “cid:” prefix.</param>
/// <param name="UserId">Its user id; null until a frame has told it.</param>
/// <param name="Group">The group that it was in; null until a frame has told it.</param>
internal sealed record RemoteParty(string Cid, string? UserId = null, string? Group = null);
