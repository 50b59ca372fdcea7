using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Health;

/// <summary>A load balancer learns when not to send new connections.</summary>
public class ReadinessTests
{
    [Fact]
    public async Task A_gateway_that_accepts_connections_is_healthy_and_counts_them()
    {
        await using var host = await StartAsync();
        await using var alice = await host.ConnectAsync("alice");

        var entry = await CheckAsync(host);

        entry.Status.ShouldBe(HealthStatus.Healthy);
        entry.Data["connections"].ShouldBe(1);
        entry.Tags.ShouldContain("ready");
    }

    [Fact]
    public async Task A_gateway_that_stops_is_unhealthy()
    {
        await using var host = await StartAsync();

        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        (await CheckAsync(host)).Status.ShouldBe(HealthStatus.Unhealthy);
    }

    private static Task<GatewayHost> StartAsync() =>
        GatewayHost.StartAsync(addServices: static services => services.AddHealthChecks().AddSkapiRealtime());

    private static async Task<HealthReportEntry> CheckAsync(GatewayHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync().OrHang()).Entries["skapi-realtime"];
}
