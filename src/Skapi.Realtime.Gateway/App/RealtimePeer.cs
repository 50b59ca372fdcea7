namespace Skapi.Realtime.Gateway.App;

/// <summary>A connected client, as the app sees it.</summary>
/// <param name="Service">The identifier of the service.</param>
/// <param name="Owner">The identifier of the service's owner, or empty if it is unknown.</param>
/// <param name="UserId">The user's id.</param>
/// <param name="Cid">The connection's id, without the <c>cid:</c> prefix.</param>
public sealed record RealtimePeer(string Service, string Owner, string UserId, string Cid);
