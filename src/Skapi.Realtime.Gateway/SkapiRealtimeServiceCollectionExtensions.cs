using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Development;
using Skapi.Realtime.Gateway.Diagnostics;
using Skapi.Realtime.Gateway.Discovery;
using Skapi.Realtime.Gateway.Hosting;
using Skapi.Realtime.Gateway.Http;
using Skapi.Realtime.Gateway.Limits;
using Skapi.Realtime.Gateway.Presence;
using Skapi.Realtime.Gateway.Relay;
using Skapi.Realtime.Gateway.Tokens;
using Skapi.Realtime.Gateway.Turn;

namespace Skapi.Realtime.Gateway;

/// <summary>Registers the gateway in an app.</summary>
public static class SkapiRealtimeServiceCollectionExtensions
{
    /// <summary>Adds the services that <see cref="SkapiRealtimeEndpointRouteBuilderExtensions.MapSkapiRealtime"/> needs.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configure">
    /// Sets the options. The app does not start without a signing key or <see cref="SkapiRealtimeOptions.UseDevelopmentKey"/>.
    /// </param>
    public static IServiceCollection AddSkapiRealtime(this IServiceCollection services, Action<SkapiRealtimeOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<SkapiRealtimeOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SkapiRealtimeOptions>, SkapiRealtimeOptionsValidator>());
        services.AddCors();
        services.AddMetrics();
        services.AddHttpClient(Authorities.HttpClientName);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<GatewayMetrics>();
        services.TryAddSingleton<Authorities>();
        services.TryAddSingleton<TokenValidator>();
        services.TryAddSingleton<QueueTotal>();
        services.TryAddSingleton<GatewayLimits>();
        services.TryAddSingleton<RequestLimit>();
        services.TryAddSingleton<IRelay, RelayHub>();
        services.AddAuthorization();
        services.AddHostedService<PolicyCheck>();
        services.TryAddSingleton<AppPolicies>();
        services.TryAddSingleton<HookRunner>();
        services.TryAddSingleton<IRealtimeGateway, RealtimeGateway>();
        services.TryAddSingleton<ConnectionDrain>();
        services.TryAddSingleton<ConnectionReports>();
        services.TryAddSingleton<KeepAliveMonitor>();
        services.TryAddSingleton<UpgradeCheck>();
        services.TryAddSingleton<RealtimeEndpoint>();
        services.TryAddSingleton<PresenceQueries>();
        services.TryAddSingleton<PresenceEndpoint>();
        services.TryAddSingleton<DiscoveryEndpoints>();
        services.TryAddSingleton(static provider => new TurnCredentials(
            provider.GetRequiredService<IOptions<SkapiRealtimeOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IceServersEndpoint>();
        services.TryAddSingleton(CreateDevelopmentTokens);
        return services;
    }

    private static DevelopmentTokens CreateDevelopmentTokens(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<SkapiRealtimeOptions>>().Value.DevelopmentKey is { } key
            ? new DevelopmentTokens(key, provider.GetRequiredService<TimeProvider>())
            : throw new InvalidOperationException(
                "DevelopmentTokens needs a development key. Call options.UseDevelopmentKey() in AddSkapiRealtime.");
}
