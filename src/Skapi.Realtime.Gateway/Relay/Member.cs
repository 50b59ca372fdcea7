namespace Skapi.Realtime.Gateway.Relay;

/// <summary>One connection in a group, as it was at one moment.</summary>
/// <param name="UserId">Whose connection it is.</param>
/// <param name="Cid">The connection's id, without the <c>cid:</c> prefix.</param>
/// <param name="JoinNumber">When it joined, counted over the whole gateway.</param>
internal sealed record Member(string UserId, string Cid, long JoinNumber);
