using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Diagnostics;

public class GatewayMetricsTests
{
    [Fact]
    public async Task Connections_and_frames_are_counted()
    {
        await using var host = await GatewayHost.StartAsync();
        var counts = new ConcurrentDictionary<string, long>();
        using var listener = Listen(host, counts);
        await using var alice = await host.ConnectAsync("alice");
        await alice.EnterAsync("G1");
        await alice.SendTextAsync("nonsense");
        await alice.ReceiveAsync();
        await alice.SendTextAsync("""{"action":"dance"}""");
        await alice.ReceiveAsync();

        counts["skapi.gateway.connections"].ShouldBe(1);
        counts["skapi.gateway.frames.received joinRoom"].ShouldBe(1);
        counts["skapi.gateway.frames.received unknown"].ShouldBe(1);
        counts["skapi.gateway.frames.refused INVALID_PARAMETER"].ShouldBe(1);
        counts["skapi.gateway.frames.sent"].ShouldBe(3);

        await alice.CloseAsync();
        await host.StopAsync();
        counts["skapi.gateway.connections"].ShouldBe(0);
    }

    [Fact]
    public async Task Refused_connections_are_counted()
    {
        await using var host = await GatewayHost.StartAsync(options => options.MaxConnectionsPerUser = 1);
        var counts = new ConcurrentDictionary<string, long>();
        using var listener = Listen(host, counts);
        await using var alice = await host.ConnectAsync("alice");

        using var withoutToken = await host.RequestUpgradeAsync(token: null);
        using var second = await host.RequestUpgradeAsync(host.AccessToken("alice"));

        counts["skapi.gateway.connections.refused"].ShouldBe(2);
        counts["skapi.gateway.connections"].ShouldBe(1);
    }

    [Fact]
    public async Task Floods_and_suppressed_notices_are_counted()
    {
        await using var host = await GatewayHost.StartAsync(options =>
        {
            options.RateLimits.Connection.Frames = new RateLimit(0.001, 1);
            options.RateLimits.MaxRefusalsInARow = 1;
            options.RateLimits.Notices = new RateLimit(0.001, 1);
        });
        var counts = new ConcurrentDictionary<string, long>();
        using var listener = Listen(host, counts);
        await using var alice = await host.ConnectAsync("alice");
        await alice.EnterAsync("G1");
        await using var bob = await host.ConnectAsync("bob");
        await bob.EnterAsync("G1");
        counts["skapi.gateway.notices.suppressed"].ShouldBe(1);

        for (var frame = 0; frame < 2; frame++)
            await bob.SendTextAsync("""{"action":"keepAlive"}""");
        await bob.ReadToCloseAsync();

        counts["skapi.gateway.connections.flooded"].ShouldBe(1);
    }

    private static MeterListener Listen(GatewayHost host, ConcurrentDictionary<string, long> counts)
    {
        var factory = host.Services.GetRequiredService<IMeterFactory>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "Skapi.Realtime.Gateway" && ReferenceEquals(instrument.Meter.Scope, factory))
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            counts.AddOrUpdate(tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value}", value, (_, sum) => sum + value));
        listener.Start();
        return listener;
    }
}
