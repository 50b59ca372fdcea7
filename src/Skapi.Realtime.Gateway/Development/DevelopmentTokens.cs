using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Skapi.Realtime.Gateway.Configuration;

namespace Skapi.Realtime.Gateway.Development;

/// <summary>
/// Issues tokens as Cognito does, with a gateway's development key, for tests, samples and a developer's machine. An app gets it from
/// its services after <see cref="SkapiRealtimeOptions.UseDevelopmentKey"/> was called. Safe for use by several threads.
/// </summary>
/// <param name="key">The key that signs the tokens, with HMAC and SHA-256.</param>
/// <param name="time">The clock for the times of issue and expiry.</param>
public sealed class DevelopmentTokens(SymmetricSecurityKey key, TimeProvider time)
{
    private readonly SigningCredentials _credentials = new(key, SecurityAlgorithms.HmacSha256);
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>Issues an access token, with which a client connects.</summary>
    /// <param name="userId">The user's id. The published client can post to a user only if this is a UUID.</param>
    /// <param name="service">The service's identifier.</param>
    /// <param name="owner">The identifier of the service's owner, or null to leave the claim out.</param>
    /// <param name="lifetime">How long the token is valid, or null for one hour. A negative value gives an expired token.</param>
    public string IssueAccessToken(string userId, string service, string? owner = null, TimeSpan? lifetime = null) =>
        Issue("access", userId, service, owner, lifetime);

    /// <summary>Issues an id token, which a client's posts and queries carry.</summary>
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
