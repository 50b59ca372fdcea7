using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
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
