using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Skapi.Realtime.Gateway.Configuration;

namespace Skapi.Realtime.Gateway.Tokens;

/// <summary>Checks a token's signature, expiry, issuer and audience, and reads the user out of it.</summary>
internal sealed class TokenValidator
{
    private const string ClientIdClaim = "client_id";
    private const string TokenUseClaim = "token_use";

    private readonly SkapiRealtimeOptions _options;
    private readonly TimeProvider _time;
    private readonly TokenValidationParameters _parameters;
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    public TokenValidator(IOptions<SkapiRealtimeOptions> options, TimeProvider time)
    {
        _options = options.Value;
        _time = time;
        var tokens = _options.Tokens;
        _parameters = new TokenValidationParameters
        {
            IssuerSigningKeys = _options.DevelopmentKey is { } development ? [.. tokens.SigningKeys, development] : [.. tokens.SigningKeys],
            // A token whose kid is unknown is still tried against every key: symmetric development keys carry none.
            TryAllIssuerSigningKeys = true,
            ValidateIssuer = tokens.ValidIssuers.Count > 0,
            ValidIssuers = tokens.ValidIssuers,
            ValidateAudience = tokens.ValidAudiences.Count > 0,
            // A validator is asked even where the audience is not to be validated.
            AudienceValidator = tokens.ValidAudiences.Count > 0 ? HasValidAudience : null,
            LifetimeValidator = IsAlive,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
        };
    }

    public async ValueTask<TokenResult> ValidateAsync(string? token)
    {
        if (string.IsNullOrEmpty(token))
            return TokenResult.Refused("There is no token.");
        var result = await _handler.ValidateTokenAsync(token, _parameters).ConfigureAwait(false);
        if (!result.IsValid)
            return TokenResult.Refused(Explain(result.Exception));
        return ReadUser((JsonWebToken)result.SecurityToken);
    }

    private TokenResult ReadUser(JsonWebToken token)
    {
        if (Claim(token, TokenUseClaim) is { } use and not ("id" or "access"))
            return TokenResult.Refused($"A token whose token_use is “{use}” is neither an id token nor an access token.");
        if (string.IsNullOrEmpty(token.Subject))
            return TokenResult.Refused("The token has no sub claim.");
        var service = Claim(token, _options.Tokens.ServiceClaim);
        if (_options.Services.Count == 0)
        {
            return string.IsNullOrEmpty(service)
                ? TokenResult.Refused($"The token has no {_options.Tokens.ServiceClaim} claim.")
                : TokenResult.Valid(new RealtimeUser(new ServiceScope(service, Claim(token, _options.Tokens.OwnerClaim) ?? ""), token.Subject));
        }

        // An access token of a Cognito user pool carries no custom claims. With one service there is nothing to choose.
        var served = service is null && _options.Services.Count == 1
            ? _options.Services[0]
            : _options.Services.FirstOrDefault(candidate => string.Equals(candidate.Service, service, StringComparison.Ordinal));
        if (served is null)
            return TokenResult.Refused("The token is of a service that this gateway does not serve.");
        if (Claim(token, _options.Tokens.OwnerClaim) is { } owner && !string.Equals(owner, served.Owner, StringComparison.Ordinal))
            return TokenResult.Refused("The token names another owner than the service has.");
        return TokenResult.Valid(new RealtimeUser(new ServiceScope(served.Service, served.Owner), token.Subject));
    }

    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        var skew = _options.Tokens.ClockSkew;
        return expires is { } end && now < end + skew && (notBefore is not { } begin || begin - skew <= now);
    }

    private bool HasValidAudience(IEnumerable<string> audiences, SecurityToken token, TokenValidationParameters parameters)
    {
        var valid = _options.Tokens.ValidAudiences;
        return audiences.Any(valid.Contains) || (Claim((JsonWebToken)token, ClientIdClaim) is { } client && valid.Contains(client));
    }

    private static string? Claim(JsonWebToken token, string name) =>
        token.TryGetPayloadValue<string>(name, out var value) ? value : null;

    private static string Explain(Exception reason) => reason switch
    {
        SecurityTokenInvalidLifetimeException or SecurityTokenNoExpirationException => "The token has expired, is not valid yet, or has no expiry.",
        SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidSignatureException =>
            "The token is not signed by a key that this gateway trusts.",
        SecurityTokenInvalidIssuerException => "The token is from an issuer that this gateway does not trust.",
        SecurityTokenInvalidAudienceException => "The token is meant for another application.",
        _ => "The token is not a JSON Web Token that this gateway can read.",
    };
}
