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
    /// Registers a <see cref="SkapiClient"/>, one for the app. It takes the <see cref="IRtcTransport"/>, the logging and the
    /// <see cref="TimeProvider"/> that the app has registered.
    /// </summary>
    public static IServiceCollection AddSkapi(this IServiceCollection services, Action<SkapiClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<SkapiClientOptions>().Configure(configure);
        services.TryAddSingleton(static provider => new SkapiClient(
            provider.GetRequiredService<IOptions<SkapiClientOptions>>().Value,
            provider.GetRequiredService<IRtcTransport>(),
            provider.GetService<ILoggerFactory>(),
            provider.GetService<TimeProvider>()));
        return services;
    }
}
