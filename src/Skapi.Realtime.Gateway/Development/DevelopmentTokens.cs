using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Skapi.Realtime.Gateway.Configuration;

namespace Skapi.Realtime.Gateway.Development;

/// <summary>
/// Issues tokens in Cognito's shape with a gateway's development key: for tests, samples and a developer's machine. It is registered
/// as a service when <see cref="SkapiRealtimeOptions.UseDevelopmentKey"/> was called.
/// </summary>
/// <param name="key">The key that signs, with HMAC and SHA-256.</param>
/// <param name="time">The clock that says when a token was issued and when it expires.</param>
public sealed class DevelopmentTokens(SymmetricSecurityKey key, TimeProvider time)
{
    private readonly SigningCredentials _credentials = new(key, SecurityAlgorithms.HmacSha256);
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>Issues an access token: what a client connects with.</summary>
    /// <param name="userId">The user's id; the published client takes a recipient for a user only if this is a UUID.</param>
    /// <param name="service">The service's identifier.</param>
    /// <param name="owner">The service owner's identifier; null leaves the claim out.</param>
    /// <param name="lifetime">How long the token is valid, an hour when null. A negative one gives an expired token.</param>
    public string IssueAccessToken(string userId, string service, string? owner = null, TimeSpan? lifetime = null) =>
        Issue("access", userId, service, owner, lifetime);

    /// <summary>Issues an id token: what a client's posts and queries carry.</summary>
    /// <inheritdoc cref="IssueAccessToken"/>
    public string IssueIdToken(string userId, string service, string? owner = null, TimeSpan? lifetime = null) =>
        Issue("id", userId, service, owner, lifetime);

    private string Issue(string use, string userId, string service, string? owner, TimeSpan? lifetime)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        ArgumentException.ThrowIfNullOrEmpty(service);
        var now = time.GetUtcNow().UtcDateTime;
        var expires = now + (lifetime ?? TimeSpan.FromHours(1));
        var claims = new ClaimsIdentity(
        [
            new Claim("sub", userId),
            new Claim("custom:service", service),
            new Claim("token_use", use),
            new Claim(use == "id" ? "cognito:username" : "username", $"{service}-{userId}"),
        ]);
        if (owner is not null)
            claims.AddClaim(new Claim("custom:owner", owner));
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Subject = claims,
            Issuer = "skapi-development",
            IssuedAt = expires < now ? expires : now,
            Expires = expires,
            SigningCredentials = _credentials,
        });
    }
}
