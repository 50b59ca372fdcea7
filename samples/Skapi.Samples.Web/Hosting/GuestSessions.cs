using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Development;

namespace Skapi.Samples.Web.Hosting;

/// <summary>Creates a guest for each load of the page.</summary>
internal static class GuestSessions
{
    public static void MapGuestSessions(this WebApplication app)
    {
        var tokens = app.Services.GetRequiredService<DevelopmentTokens>();
        var clientId = app.Services.GetRequiredService<IOptions<SkapiRealtimeOptions>>().Value.Discovery.UserPoolClient;
        app.MapGet("/session", context =>
        {
            context.Response.Headers[HeaderNames.CacheControl] = "no-store";
            return context.Response.WriteAsJsonAsync(Create(tokens, clientId), GuestSessionJson.Default.GuestSession);
        });
    }

    private static GuestSession Create(DevelopmentTokens tokens, string clientId)
    {
        var userId = Guid.NewGuid().ToString();
        return new GuestSession
        {
            Service = Lobby.Service,
            Owner = Lobby.Owner,
            ClientId = clientId,
            UserId = userId,
            Group = Lobby.Group,
            PeerUserId = Lobby.PeerUserId,
            Tokens = new Dictionary<string, string>
            {
                ["idToken"] = tokens.IssueIdToken(userId, Lobby.Service, Lobby.Owner, Lobby.TokenLifetime),
                ["accessToken"] = tokens.IssueAccessToken(userId, Lobby.Service, Lobby.Owner, Lobby.TokenLifetime),
                // There is no Cognito that could use it, but skapi-js needs one to see a session.
                ["refreshToken"] = "none",
            },
        };
    }
}
