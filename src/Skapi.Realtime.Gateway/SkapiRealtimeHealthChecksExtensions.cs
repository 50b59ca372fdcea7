using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Skapi.Realtime.Gateway.Health;

namespace Skapi.Realtime.Gateway;

/// <summary>Adds the health check of the gateway.</summary>
public static class SkapiRealtimeHealthChecksExtensions
{
    /// <summary>
    /// Adds a check that is healthy while the gateway accepts connections, and unhealthy while the app stops. Use it for readiness, not for
    /// liveness: a gateway that drains must not be restarted.
    /// </summary>
    /// <param name="builder">The app's health checks.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="failureStatus">The status while it fails. Unhealthy by default.</param>
    /// <param name="tags">Tags to select the check by. <c>ready</c> by default.</param>
    public static IHealthChecksBuilder AddSkapiRealtime(
        this IHealthChecksBuilder builder,
        string name = "skapi-realtime",
        HealthStatus failureStatus = HealthStatus.Unhealthy,
        IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck<ReadinessCheck>(name, failureStatus, tags ?? ["ready"]);
    }
}
