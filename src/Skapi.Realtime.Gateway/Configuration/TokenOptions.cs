using Microsoft.IdentityModel.Tokens;

namespace Skapi.Realtime.Gateway.Configuration;

/// <summary>The tokens that the gateway trusts. Tokens are JWTs (RFC 7519) as Amazon Cognito issues them.</summary>
public sealed class TokenOptions
{
    /// <summary>
    /// The issuers whose keys the gateway reads from their OpenID Connect discovery document
    /// (<c>&lt;authority&gt;/.well-known/openid-configuration</c>), such as
    /// <c>https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example</c>. The text must equal the <c>iss</c> claim of their tokens.
    /// </summary>
    /// <remarks>
    /// The document is read at the first token, again every 12 hours, and when a token names a key that it does not contain. The keys of
    /// an authority verify its own tokens only.
    /// </remarks>
    public IList<string> Authorities { get; } = [];

    /// <summary>Whether the addresses of <see cref="Authorities"/> must be <c>https</c>. True by default.</summary>
    public bool RequireHttpsAuthorities { get; set; } = true;

    /// <summary>
    /// The keys that sign the tokens of all issuers that are not in <see cref="Authorities"/>. A key or an authority is needed, unless
    /// <see cref="SkapiRealtimeOptions.UseDevelopmentKey"/> is called.
    /// </summary>
    public IList<SecurityKey> SigningKeys { get; } = [];

    /// <summary>
    /// The issuers (<c>iss</c>) whose tokens <see cref="SigningKeys"/> may verify. If empty, any issuer.
    /// </summary>
    public ISet<string> ValidIssuers { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>
    /// The audiences that are accepted. If empty, any audience is accepted. A Cognito id token has its application client in
    /// <c>aud</c>, an access token in <c>client_id</c>; the gateway compares either.
    /// </summary>
    public ISet<string> ValidAudiences { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The maximum difference between the clocks of the issuer and the gateway. 30 seconds by default.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The claim that names the token's service. <c>custom:service</c> by default.</summary>
    public string ServiceClaim { get; set; } = "custom:service";

    /// <summary>The claim that names the service's owner. A token may lack it. <c>custom:owner</c> by default.</summary>
    public string OwnerClaim { get; set; } = "custom:owner";

    /// <summary>Adds every key of a JSON Web Key Set (RFC 7517), such as the <c>jwks.json</c> of a Cognito user pool.</summary>
    /// <param name="json">The document.</param>
    /// <exception cref="ArgumentException">The text is not a key set, or has no key that can verify a signature.</exception>
    public void AddJsonWebKeySet(string json)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(json);
        var keys = new JsonWebKeySet(json).GetSigningKeys();
        if (keys.Count == 0)
            throw new ArgumentException("The JSON Web Key Set has no key that can verify a signature.", nameof(json));
        foreach (var key in keys)
            SigningKeys.Add(key);
    }
}
