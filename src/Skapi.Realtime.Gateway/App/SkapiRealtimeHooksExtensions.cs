using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Skapi.Realtime.Gateway.App;

/// <summary>Registers hooks.</summary>
public static class SkapiRealtimeHooksExtensions
{
    /// <summary>Adds hooks as a singleton.</summary>
    /// <typeparam name="THooks">The app's class.</typeparam>
    /// <param name="services">The app's services.</param>
    public static IServiceCollection AddSkapiRealtimeHooks<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THooks>(this IServiceCollection services)
        where THooks : RealtimeHooks
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddSingleton<RealtimeHooks, THooks>();
    }
}
