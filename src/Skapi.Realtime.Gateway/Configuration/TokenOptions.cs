using Microsoft.IdentityModel.Tokens;

namespace Skapi.Realtime.Gateway.Configuration;

/// <summary>Which tokens the gateway trusts. Tokens are JWTs (RFC 7519) in the shape that Amazon Cognito gives them.</summary>
public sealed class TokenOptions
{
    /// <summary>The keys that sign tokens. At least one is needed, unless <see cref="SkapiRealtimeOptions.UseDevelopmentKey"/> is called.</summary>
    public IList<SecurityKey> SigningKeys { get; } = [];

    /// <summary>The issuers (<c>iss</c>) that are accepted; any when empty.</summary>
    public ISet<string> ValidIssuers { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>
    /// The audiences that are accepted; any when empty. A Cognito id token carries its application client in <c>aud</c>, an access
    /// token in <c>client_id</c>: either is compared.
    /// </summary>
    public ISet<string> ValidAudiences { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>How far the clocks of issuer and gateway may be apart. 30 seconds by default.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The claim that names the token's service. <c>custom:service</c> by default.</summary>
    public string ServiceClaim { get; set; } = "custom:service";

    /// <summary>The claim that names the service's owner, where a token carries it. <c>custom:owner</c> by default.</summary>
    public string OwnerClaim { get; set; } = "custom:owner";

    /// <summary>Adds every key of a JSON Web Key Set (RFC 7517), such as the <c>jwks.json</c> of a Cognito user pool.</summary>
    /// <param name="json">The document.</param>
    /// <exception cref="ArgumentException">The text is no key set, or has no key to check a signature with.</exception>
    public void AddJsonWebKeySet(string json)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(json);
        var keys = new JsonWebKeySet(json).GetSigningKeys();
        if (keys.Count == 0)
            throw new ArgumentException("The JSON Web Key Set has no key that checks a signature.", nameof(json));
        foreach (var key in keys)
            SigningKeys.Add(key);
    }
}
