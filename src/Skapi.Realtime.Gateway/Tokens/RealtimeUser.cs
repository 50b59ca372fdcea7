namespace Skapi.Realtime.Gateway.Tokens;

/// <summary>The user that a token names: a user of one service.</summary>
/// <param name="Scope">The service. Nothing of one service is visible in another.</param>
/// <param name="UserId">The user's id, the token's <c>sub</c>.</param>
internal sealed record RealtimeUser(ServiceScope Scope, string UserId);
