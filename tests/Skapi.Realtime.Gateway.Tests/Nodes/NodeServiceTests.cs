using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Hosting;
using Skapi.Realtime.Gateway.Nodes;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Nodes;

public class NodeServiceTests
{
    /// <summary>A canceled task is not the end of the app: a client library cancels tasks when its connection breaks.</summary>
    [Theory]
    [InlineData(typeof(TaskCanceledException))]
    [InlineData(typeof(InvalidOperationException))]
    public async Task A_tick_that_fails_is_logged_and_the_next_one_comes(Type failure)
    {
        // The test runner's context would continue on other threads.
        SynchronizationContext.SetSynchronizationContext(null);
        var world = new SimulatedWorld(seed: 1);
        var options = new NodeOptions { ContinuesInline = true };
        var node = new SimulatedNode(world, new SimulatedStore(world, options.LeaseDuration), options, 0);
        var drain = new ConnectionDrain(
            Options.Create(new SkapiRealtimeOptions()), world, new NeverStopping(), NullLogger<ConnectionDrain>.Instance);
        using var log = new RecordingLoggerProvider();
        using var loggers = new LoggerFactory([log]);
        using var service = new NodeService(
            node.Relay, node.Backplane, options, drain, TimeProvider.System, loggers.CreateLogger<NodeService>());
        using var ticks = new SemaphoreSlim(0);
        node.Backplane.Renewal = () =>
        {
            ticks.Release();
            throw (Exception)Activator.CreateInstance(failure)!;
        };
        var starting = service.StartAsync(CancellationToken.None);
        world.RunUntil(TimeSpan.FromSeconds(1));
        await starting.OrHang();
        await ticks.WaitAsync().OrHang();

        node.Relay.Lease.HandleConnectionBroken();
        await ticks.WaitAsync().OrHang();

        service.ExecuteTask!.IsCompleted.ShouldBeFalse();
        log.Lines.ShouldContain(line => line.StartsWith("Error: The node failed to renew its lease") && line.Contains(failure.Name));
    }
}
