using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc;

/// <summary>Registers Skapi with an app's services.</summary>
public static class SkapiServiceCollectionExtensions
{
    /// <summary>
    /// Registers one <see cref="SkapiClient"/> for the app. It uses the <see cref="IRtcTransport"/>, the logging and the
    /// <see cref="TimeProvider"/> that the app has registered. Without a transport it uses the default one, which the package Skapi.Rtc
    /// contains.
    /// </summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configure">
    /// Sets the options, for example from configuration: <c>configuration.GetSection("Skapi").Bind(options)</c>.
    /// </param>
    public static IServiceCollection AddSkapi(this IServiceCollection services, Action<SkapiClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddSkapi((options, _) => configure(options));
    }

    /// <inheritdoc cref="AddSkapi(IServiceCollection, Action{SkapiClientOptions})"/>
    /// <param name="services">The app's services.</param>
    /// <param name="configure">Sets the options with the help of other services, for example one that gets the user's tokens.</param>
    public static IServiceCollection AddSkapi(this IServiceCollection services, Action<SkapiClientOptions, IServiceProvider> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<SkapiClientOptions>().Configure(configure);
        services.TryAddSingleton(static provider => new SkapiClient(
            provider.GetRequiredService<IOptions<SkapiClientOptions>>().Value,
            TransportOf(provider),
            provider.GetService<ILoggerFactory>(),
            provider.GetService<TimeProvider>()));
        return services;
    }

    /// <summary>The transport of the app, or null for the default one.</summary>
    private static IRtcTransport? TransportOf(IServiceProvider provider)
    {
        IRtcTransport[] transports = [.. provider.GetServices<IRtcTransport>()];
        return transports switch
        {
            [var transport] => transport,
            [] => null,
            _ => throw new InvalidOperationException(
                $"{transports.Length} services of the type {nameof(IRtcTransport)} are registered "
                + $"({string.Join(", ", transports.Select(static transport => $"“{transport.Name}”"))}), "
                + $"and a {nameof(SkapiClient)} uses one. Register one. In a test, replace the app's: "
                + $"services.Replace(ServiceDescriptor.Singleton<{nameof(IRtcTransport)}>(…))."),
        };
    }
}
