using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Skapi.Realtime.Gateway.Nodes;
using Skapi.Realtime.Gateway.Relay;
using StackExchange.Redis;

namespace Skapi.Realtime.Gateway.Redis;

/// <summary>Makes the gateway of an app one of several.</summary>
public static class SkapiRealtimeRedisExtensions
{
    /// <summary>
    /// Makes several gateways work as one over Redis. Call <see cref="SkapiRealtimeServiceCollectionExtensions.AddSkapiRealtime"/> too.
    /// The app does not start if Redis cannot be reached.
    /// </summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configuration">
    /// The configuration of StackExchange.Redis, for example <c>redis.example:6379,ssl=true,user=skapi,password=secret</c>.
    /// </param>
    public static IServiceCollection AddSkapiRealtimeRedis(this IServiceCollection services, string configuration)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(configuration);
        return AddSkapiRealtimeRedis(services, options => options.Configuration = ConfigurationOptions.Parse(configuration));
    }

    /// <inheritdoc cref="AddSkapiRealtimeRedis(IServiceCollection, string)"/>
    /// <param name="services">The app's services.</param>
    /// <param name="configure">Sets the options. <see cref="SkapiRedisOptions.Configuration"/> needs an address.</param>
    public static IServiceCollection AddSkapiRealtimeRedis(this IServiceCollection services, Action<SkapiRedisOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<SkapiRedisOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SkapiRedisOptions>, SkapiRedisOptionsValidator>());
        services.TryAddSingleton(CreateNodeOptions);
        services.TryAddSingleton<IBackplane, RedisBackplane>();
        services.TryAddSingleton<NodeRelay>();
        services.Replace(ServiceDescriptor.Singleton<IRelay>(static provider => provider.GetRequiredService<NodeRelay>()));
        services.AddHostedService<NodeService>();
        return services;
    }

    private static NodeOptions CreateNodeOptions(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<SkapiRedisOptions>>().Value;
        return new NodeOptions
        {
            GracePeriod = options.GracePeriod,
            LeaseDuration = options.LeaseDuration,
            RenewInterval = options.RenewInterval,
        };
    }
}
