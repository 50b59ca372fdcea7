namespace Skapi.Rtc.Realtime;

/// <summary>One connection of a user in a group. A user with two programs has two connections.</summary>
/// <param name="UserId">The user's id.</param>
/// <param name="Cid">The connection id with its “cid:” prefix, for <see cref="RtcCallOptions.Cid"/>.</param>
public sealed record RealtimeUser(string UserId, string Cid);
