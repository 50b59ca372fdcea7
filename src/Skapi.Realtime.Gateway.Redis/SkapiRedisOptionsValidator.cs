using Microsoft.Extensions.Options;

namespace Skapi.Realtime.Gateway.Redis;

/// <summary>Refuses options that cannot work, when the app starts.</summary>
internal sealed class SkapiRedisOptionsValidator : IValidateOptions<SkapiRedisOptions>
{
    public ValidateOptionsResult Validate(string? name, SkapiRedisOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (options.Configuration.EndPoints.Count == 0)
            errors.AddError("It has no address. Pass one such as “redis.example:6379”.", nameof(options.Configuration));
        if (!options.Configuration.ChannelPrefix.IsNullOrEmpty)
        {
            errors.AddError(
                "ChannelPrefix does not work, because scripts publish too. Set KeyPrefix, which is used for channels as well.",
                nameof(options.Configuration));
        }

        if (string.IsNullOrEmpty(options.KeyPrefix))
            errors.AddError("Must not be empty.", nameof(options.KeyPrefix));
        if (options.GracePeriod < TimeSpan.Zero)
            errors.AddError("Must not be negative.", nameof(options.GracePeriod));
        return errors.Build();
    }
}
