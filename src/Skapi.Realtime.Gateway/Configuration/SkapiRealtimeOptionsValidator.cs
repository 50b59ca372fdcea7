using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Skapi.Realtime.Gateway.Configuration;

/// <summary>Refuses options with which the gateway could not work, when the app starts.</summary>
internal sealed partial class SkapiRealtimeOptionsValidator : IValidateOptions<SkapiRealtimeOptions>
{
    private const int MaxUserPoolIdLength = 55;

    public ValidateOptionsResult Validate(string? name, SkapiRealtimeOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (options.Tokens.SigningKeys.Count == 0 && options.DevelopmentKey is null)
            errors.AddError("No key checks tokens. Add one to Tokens.SigningKeys, or call UseDevelopmentKey() on a developer's machine.");
        RequirePositive(errors, options.MaxFrameBytes, nameof(options.MaxFrameBytes));
        RequirePositive(errors, options.MaxQueuedBytes, nameof(options.MaxQueuedBytes));
        RequirePositive(errors, options.MaxConnectionsPerUser, nameof(options.MaxConnectionsPerUser));
        RequirePositive(errors, options.MaxGroupNameLength, nameof(options.MaxGroupNameLength));
        RequirePositive(errors, options.MaxPageSize, nameof(options.MaxPageSize));
        RequirePositive(errors, options.CloseTimeout.Ticks, nameof(options.CloseTimeout));
        RequirePositive(errors, options.KeepAliveInterval.Ticks, nameof(options.KeepAliveInterval));
        RequirePositive(errors, options.KeepAliveTimeout.Ticks, nameof(options.KeepAliveTimeout));
        if (options.Tokens.ClockSkew < TimeSpan.Zero)
            errors.AddError("Must not be negative.", "Tokens.ClockSkew");
        foreach (var service in options.Services)
        {
            if (string.IsNullOrEmpty(service.Service) || string.IsNullOrEmpty(service.Owner))
                errors.AddError("Each needs a service identifier and an owner identifier.", nameof(options.Services));
        }

        var pool = options.Discovery.UserPoolId;
        if (pool.Length > MaxUserPoolIdLength || !UserPoolId().IsMatch(pool))
            errors.AddError($"“{pool}” is no user pool id as the published client accepts it, such as “local_development”.", "Discovery.UserPoolId");
        if (string.IsNullOrEmpty(options.Discovery.UserPoolClient))
            errors.AddError("Must not be empty.", "Discovery.UserPoolClient");
        return errors.Build();
    }

    private static void RequirePositive(ValidateOptionsResultBuilder errors, long value, string property)
    {
        if (value <= 0)
            errors.AddError("Must be more than zero.", property);
    }

    [GeneratedRegex("^[A-Za-z0-9_-]+_[0-9a-zA-Z]+\\z")]
    private static partial Regex UserPoolId();
}
