namespace Skapi.Rtc;

/// <summary>One connection of a user in a group. A user with two programs has two.</summary>
/// <param name="UserId">The user's id.</param>
/// <param name="Cid">The connection id with its “cid:” prefix: what <see cref="SkapiClient.ConnectRtcAsync(RtcCallOptions, Action{Protocol.RtcEvent}?, CancellationToken)"/> calls.</param>
public sealed record RealtimeUser(string UserId, string Cid);
