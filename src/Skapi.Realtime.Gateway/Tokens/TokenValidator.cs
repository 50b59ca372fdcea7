using System.Buffers.Text;
using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Json;

namespace Skapi.Realtime.Gateway.Tokens;

/// <summary>Verifies a token's signature, expiry, issuer and audience, and reads the user from it.</summary>
internal sealed class TokenValidator
{
    private const string ClientIdClaim = "client_id";
    private const string TokenUseClaim = "token_use";
    private const string Unreadable = "The token is not a JSON Web Token that this gateway can read.";

    private readonly SkapiRealtimeOptions _options;
    private readonly TimeProvider _time;
    private readonly Authorities _authorities;
    private readonly TokenValidationParameters _parameters;
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    public TokenValidator(IOptions<SkapiRealtimeOptions> options, TimeProvider time, Authorities authorities)
    {
        _options = options.Value;
        _time = time;
        _authorities = authorities;
        var tokens = _options.Tokens;
        _parameters = new TokenValidationParameters
        {
            IssuerSigningKeys = _options.DevelopmentKey is { } development ? [.. tokens.SigningKeys, development] : [.. tokens.SigningKeys],
            // A token with an unknown kid is still tried with every key, because symmetric development keys have no kid.
            TryAllIssuerSigningKeys = true,
            ValidateIssuer = tokens.ValidIssuers.Count > 0,
            ValidIssuers = tokens.ValidIssuers,
            ValidateAudience = tokens.ValidAudiences.Count > 0,
            // A validator is called even if the audience is not to be validated.
            AudienceValidator = tokens.ValidAudiences.Count > 0 ? HasValidAudience : null,
            LifetimeValidator = IsAlive,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
        };
    }

    /// <summary>Verifies a token. Never throws because of the token's content.</summary>
    public async ValueTask<TokenResult> ValidateAsync(string? token)
    {
        if (string.IsNullOrEmpty(token))
            return TokenResult.Refused("The token is missing.");
        if (!TryReadClaims(token, out var claims))
            return TokenResult.Refused(Unreadable);
        var issuer = JsonGuard.GetText(claims, JwtRegisteredClaimNames.Iss);
        var parameters = _parameters;
        if (issuer is not null && _authorities.Find(issuer) is { } authority)
        {
            if (await authority.ReadAsync().ConfigureAwait(false) is not { } keys)
                return TokenResult.Undecided("The keys of the token's issuer cannot be read now. Try again later.");
            parameters = ParametersOf(issuer, keys);
        }

        var result = await _handler.ValidateTokenAsync(token, parameters).ConfigureAwait(false);
        return result.IsValid ? ReadUser(claims, result.ClaimsIdentity) : Explain(result.Exception);
    }

    private TokenValidationParameters ParametersOf(string issuer, BaseConfigurationManager keys)
    {
        var parameters = _parameters.Clone();
        parameters.IssuerSigningKeys = null;
        parameters.ConfigurationManager = keys;
        parameters.ValidateIssuer = true;
        parameters.ValidIssuers = [issuer];
        // The handler asks the authority for new keys if none has the kid of the token.
        parameters.TryAllIssuerSigningKeys = false;
        return parameters;
    }

    /// <summary>Decodes the second part of a token. The library would throw on some claims that are not text.</summary>
    private static bool TryReadClaims(string token, out RawJson claims)
    {
        claims = default;
        var start = token.IndexOf('.', StringComparison.Ordinal) + 1;
        var end = token.IndexOf('.', start);
        if (start == 0 || end < 0)
            return false;
        var encoded = token.AsSpan(start, end - start);
        return Base64Url.IsValid(encoded) && JsonCodec.TryDecode(Base64Url.DecodeFromChars(encoded), out claims, out _);
    }

    private TokenResult ReadUser(RawJson claims, ClaimsIdentity identity)
    {
        if (JsonGuard.GetText(claims, TokenUseClaim) is { } use and not ("id" or "access"))
            return TokenResult.Refused($"The token's token_use is “{use}”; it must be “id” or “access”.");
        if (JsonGuard.GetText(claims, JwtRegisteredClaimNames.Sub) is not { Length: > 0 } subject)
            return TokenResult.Refused("The token has no sub claim.");
        var service = JsonGuard.GetText(claims, _options.Tokens.ServiceClaim);
        if (_options.Services.Count == 0)
        {
            if (string.IsNullOrEmpty(service))
                return TokenResult.Refused($"The token has no {_options.Tokens.ServiceClaim} claim.");
            var scope = new ServiceScope(service, JsonGuard.GetText(claims, _options.Tokens.OwnerClaim) ?? "");
            return TokenResult.Valid(new RealtimeUser(scope, subject), identity);
        }

        // An access token of a Cognito user pool has no custom claims. With one service there is nothing to choose.
        var served = service is null && _options.Services.Count == 1
            ? _options.Services[0]
            : _options.Services.FirstOrDefault(candidate => string.Equals(candidate.Service, service, StringComparison.Ordinal));
        if (served is null)
            return TokenResult.Refused("The token belongs to a service that this gateway does not serve.");
        if (JsonGuard.GetText(claims, _options.Tokens.OwnerClaim) is { } owner
            && !string.Equals(owner, served.Owner, StringComparison.Ordinal))
        {
            return TokenResult.Refused("The token's owner is not the owner of the service.");
        }

        return TokenResult.Valid(new RealtimeUser(new ServiceScope(served.Service, served.Owner), subject), identity);
    }

    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters) =>
        expires is not null && !HasExpired(expires.Value) && (notBefore is not { } begin || begin - _options.Tokens.ClockSkew <= Now);

    private bool HasExpired(DateTime expires) => Now >= expires + _options.Tokens.ClockSkew;

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    private bool HasValidAudience(IEnumerable<string> audiences, SecurityToken token, TokenValidationParameters parameters)
    {
        var valid = _options.Tokens.ValidAudiences;
        return audiences.Any(valid.Contains)
            || (TryReadClaims(((JsonWebToken)token).EncodedToken, out var claims)
                && JsonGuard.GetText(claims, ClientIdClaim) is { } client
                && valid.Contains(client));
    }

    private TokenResult Explain(Exception reason) => reason switch
    {
        SecurityTokenNoExpirationException => TokenResult.Refused("The token has no expiry."),
        SecurityTokenInvalidLifetimeException { Expires: { } expires } when HasExpired(expires) =>
            TokenResult.Expired("The token has expired."),
        SecurityTokenInvalidLifetimeException => TokenResult.Refused("The token is not valid yet, or has no expiry."),
        SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidSignatureException =>
            TokenResult.Refused("The token is not signed by a key that this gateway trusts."),
        SecurityTokenInvalidIssuerException => TokenResult.Refused("The token's issuer is not one that this gateway trusts."),
        SecurityTokenInvalidAudienceException => TokenResult.Refused("The token is intended for another application."),
        _ => TokenResult.Refused(Unreadable),
    };
}
