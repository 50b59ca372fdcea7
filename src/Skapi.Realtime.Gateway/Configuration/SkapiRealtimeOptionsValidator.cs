using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Skapi.Realtime.Gateway.Configuration;

/// <summary>Refuses options with which the gateway cannot work, when the app starts.</summary>
internal sealed partial class SkapiRealtimeOptionsValidator : IValidateOptions<SkapiRealtimeOptions>
{
    private const int MaxUserPoolIdLength = 55;

    public ValidateOptionsResult Validate(string? name, SkapiRealtimeOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (options.Tokens.SigningKeys.Count == 0 && options.Tokens.Authorities.Count == 0 && options.DevelopmentKey is null)
        {
            errors.AddError(
                "No key can verify tokens. Add the issuer to Tokens.Authorities, or a key to Tokens.SigningKeys, or call "
                + "UseDevelopmentKey() on a developer's machine.");
        }

        RequirePositive(errors, options.MaxFrameBytes, nameof(options.MaxFrameBytes));
        RequirePositive(errors, options.MaxQueuedBytes, nameof(options.MaxQueuedBytes));
        RequirePositive(errors, options.MaxQueuedBytesPerUser, nameof(options.MaxQueuedBytesPerUser));
        RequirePositive(errors, options.MaxTotalQueuedBytes, nameof(options.MaxTotalQueuedBytes));
        RequirePositive(errors, options.MaxConnectionsPerUser, nameof(options.MaxConnectionsPerUser));
        RequirePositive(errors, options.MaxGroupNameLength, nameof(options.MaxGroupNameLength));
        RequirePositive(errors, options.MaxPageSize, nameof(options.MaxPageSize));
        RequirePositive(errors, options.CloseTimeout.Ticks, nameof(options.CloseTimeout));
        RequirePositive(errors, options.KeepAliveInterval.Ticks, nameof(options.KeepAliveInterval));
        RequirePositive(errors, options.KeepAliveTimeout.Ticks, nameof(options.KeepAliveTimeout));
        if (options.DrainTime < TimeSpan.Zero)
            errors.AddError("Must not be negative. Zero closes every connection at once.", nameof(options.DrainTime));
        if (options.Tokens.ClockSkew < TimeSpan.Zero)
            errors.AddError("Must not be negative.", "Tokens.ClockSkew");
        foreach (var authority in options.Tokens.Authorities)
            ValidateAuthority(errors, authority, options.Tokens.RequireHttpsAuthorities);
        foreach (var service in options.Services)
        {
            if (string.IsNullOrEmpty(service.Service) || string.IsNullOrEmpty(service.Owner))
                errors.AddError("Each service needs a service identifier and an owner identifier.", nameof(options.Services));
        }

        ValidateRates(errors, options.RateLimits);
        ValidateDiscovery(errors, options.Discovery);
        ValidateTurn(errors, options.Turn);
        return errors.Build();
    }

    private static void ValidateAuthority(ValidateOptionsResultBuilder errors, string authority, bool requireHttps)
    {
        var isAddress = Uri.TryCreate(authority, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && !requireHttps));
        if (!isAddress)
        {
            errors.AddError(
                $"“{authority}” is not an address of an issuer. It must be an absolute https URL, equal to the iss claim of its tokens.",
                "Tokens.Authorities");
        }
    }

    private static void ValidateRates(ValidateOptionsResultBuilder errors, RateLimitOptions rates)
    {
        RequirePositive(errors, rates.MaxRefusalsInARow, "RateLimits.MaxRefusalsInARow");
        RequireRate(errors, rates.Requests, "RateLimits.Requests");
        RequireRate(errors, rates.Notices, "RateLimits.Notices");
        foreach (var (limits, level) in ((RateLimits, string)[])
            [(rates.Connection, "Connection"), (rates.User, "User"), (rates.Address, "Address")])
        {
            RequireRate(errors, limits.Frames, $"RateLimits.{level}.Frames");
            RequireRate(errors, limits.Bytes, $"RateLimits.{level}.Bytes");
            RequireRate(errors, limits.Deliveries, $"RateLimits.{level}.Deliveries");
        }
    }

    private static void ValidateDiscovery(ValidateOptionsResultBuilder errors, DiscoveryOptions discovery)
    {
        var pool = discovery.UserPoolId;
        if (pool.Length > MaxUserPoolIdLength || !UserPoolId().IsMatch(pool))
        {
            errors.AddError(
                $"“{pool}” is not a user pool id that the published client accepts. Use one such as “local_development”.",
                "Discovery.UserPoolId");
        }

        if (string.IsNullOrEmpty(discovery.UserPoolClient))
            errors.AddError("Must not be empty.", "Discovery.UserPoolClient");
    }

    private static void ValidateTurn(ValidateOptionsResultBuilder errors, TurnOptions turn)
    {
        RequirePositive(errors, turn.Lifetime.Ticks, "Turn.Lifetime");
        RequireSchemes(errors, turn.StunUrls, "Turn.StunUrls", "stun:", "stuns:");
        RequireSchemes(errors, turn.Urls, "Turn.Urls", "turn:", "turns:");
        if (turn.Urls.Count > 0 && string.IsNullOrEmpty(turn.SharedSecret))
            errors.AddError("The TURN servers need a secret: the static-auth-secret of coturn.", "Turn.SharedSecret");
    }

    private static void RequireSchemes(
        ValidateOptionsResultBuilder errors, IEnumerable<string> urls, string property, string scheme, string secureScheme)
    {
        foreach (var url in urls)
        {
            if (!url.StartsWith(scheme, StringComparison.Ordinal) && !url.StartsWith(secureScheme, StringComparison.Ordinal))
                errors.AddError($"“{url}” must begin with “{scheme}” or “{secureScheme}”.", property);
        }
    }

    private static void RequirePositive(ValidateOptionsResultBuilder errors, long value, string property)
    {
        if (value <= 0)
            errors.AddError("Must be more than zero.", property);
    }

    private static void RequireRate(ValidateOptionsResultBuilder errors, RateLimit? rate, string property)
    {
        if (rate is null)
            return;
        if (!(rate.PerSecond > 0) || double.IsInfinity(rate.PerSecond))
            errors.AddError($"PerSecond is {rate.PerSecond}; it must be more than zero and finite. Null turns the limit off.", property);
        if (rate.Burst < 1)
            errors.AddError($"Burst is {rate.Burst}; it must be at least 1. Null turns the limit off.", property);
    }

    [GeneratedRegex("^[A-Za-z0-9_-]+_[0-9a-zA-Z]+\\z")]
    private static partial Regex UserPoolId();
}
