using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Skapi.Realtime.Gateway.App;

namespace Skapi.Realtime.Gateway.Health;

/// <summary>Says whether a load balancer should send new connections here: not while the app stops, and not if the relay fails.</summary>
internal sealed class ReadinessCheck(IRealtimeGateway gateway, IHostApplicationLifetime lifetime) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return new HealthCheckResult(context.Registration.FailureStatus, "The gateway is shutting down.");
        var connections = await gateway.CountConnectionsAsync(cancellationToken).ConfigureAwait(false);
        return HealthCheckResult.Healthy(
            "The gateway accepts connections.", new Dictionary<string, object> { ["connections"] = connections });
    }
}
