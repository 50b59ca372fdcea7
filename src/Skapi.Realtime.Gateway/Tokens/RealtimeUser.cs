namespace Skapi.Realtime.Gateway.Tokens;

/// <summary>Who a token speaks for: a user of one service.</summary>
/// <param name="Scope">The service; nothing of one service is visible in another.</param>
/// <param name="UserId">The user's id, the token's <c>sub</c>.</param>
internal sealed record RealtimeUser(ServiceScope Scope, string UserId);
