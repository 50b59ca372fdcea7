using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Development;
using Skapi.Realtime.Gateway.Diagnostics;
using Skapi.Realtime.Gateway.Discovery;
using Skapi.Realtime.Gateway.Hosting;
using Skapi.Realtime.Gateway.Presence;
using Skapi.Realtime.Gateway.Relay;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway;

/// <summary>Registers the gateway.</summary>
public static class SkapiRealtimeServiceCollectionExtensions
{
    /// <summary>Adds what <see cref="SkapiRealtimeEndpointRouteBuilderExtensions.MapSkapiRealtime"/> needs.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configure">
    /// Sets the options. A signing key, or <see cref="SkapiRealtimeOptions.UseDevelopmentKey"/>, is needed: without one the app does not start.
    /// </param>
    public static IServiceCollection AddSkapiRealtime(this IServiceCollection services, Action<SkapiRealtimeOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<SkapiRealtimeOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SkapiRealtimeOptions>, SkapiRealtimeOptionsValidator>());
        services.AddCors();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<GatewayMetrics>();
        services.TryAddSingleton<TokenValidator>();
        services.TryAddSingleton<RelayHub>();
        services.TryAddSingleton<RealtimeEndpoint>();
        services.TryAddSingleton<PresenceQueries>();
        services.TryAddSingleton<PresenceEndpoint>();
        services.TryAddSingleton<DiscoveryEndpoints>();
        services.TryAddSingleton(CreateDevelopmentTokens);
        return services;
    }

    private static DevelopmentTokens CreateDevelopmentTokens(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<SkapiRealtimeOptions>>().Value.DevelopmentKey is { } key
            ? new DevelopmentTokens(key, provider.GetRequiredService<TimeProvider>())
            : throw new InvalidOperationException("DevelopmentTokens needs a development key: call options.UseDevelopmentKey() in AddSkapiRealtime.");
}
