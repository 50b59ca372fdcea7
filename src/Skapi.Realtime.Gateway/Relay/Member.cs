namespace Skapi.Realtime.Gateway.Relay;

/// <summary>A connection in a group, as it was at one moment.</summary>
/// <param name="UserId">The user of the connection.</param>
/// <param name="Cid">The connection's id, without the <c>cid:</c> prefix.</param>
/// <param name="JoinNumber">The number of joins that the gateway had seen before, over all groups.</param>
internal sealed record Member(string UserId, string Cid, long JoinNumber);
