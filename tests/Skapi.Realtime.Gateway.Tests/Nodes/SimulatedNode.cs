using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Diagnostics;
using Skapi.Realtime.Gateway.Limits;
using Skapi.Realtime.Gateway.Nodes;

namespace Skapi.Realtime.Gateway.Tests.Nodes;

/// <summary>A node of a simulation: a relay, its link to the store, and its ticks.</summary>
internal sealed class SimulatedNode
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    private readonly SimulatedWorld _world;
    private readonly NodeOptions _options;
    private bool _isTickRequested;

    public SimulatedNode(
        SimulatedWorld world, SimulatedStore store, NodeOptions options, int index, Action<SkapiRealtimeOptions>? configure = null)
    {
        _world = world;
        _options = options;
        Backplane = new SimulatedBackplane(world, store, this, $"node{index:0000000}");
        var gateway = new SkapiRealtimeOptions { MaxQueuedBytes = int.MaxValue, MaxQueuedBytesPerUser = int.MaxValue };
        gateway.RateLimits.TurnOff();
        configure?.Invoke(gateway);
        var wrapped = Options.Create(gateway);
        Relay = new NodeRelay(
            Backplane,
            options,
            wrapped,
            new QueueTotal(),
            new GatewayLimits(wrapped),
            new GatewayMetrics(new Meters()),
            world,
            NullLogger<NodeRelay>.Instance);
        Relay.Lease.TickRequested = () => _isTickRequested = true;
    }

    public SimulatedBackplane Backplane { get; }

    public NodeRelay Relay { get; }

    public bool IsKilled { get; private set; }

    public TimeSpan? PausedUntil { get; set; }

    public void Kill()
    {
        IsKilled = true;
        Backplane.Kill();
    }

    public async Task RunAsync()
    {
        await Backplane.StartAsync(Relay.Inbox, CancellationToken.None);
        await Relay.Lease.RegisterAsync();
        _ = BeatAsync();
        var next = TimeSpan.Zero;
        while (true)
        {
            if (_isTickRequested || _world.Now >= next)
            {
                _isTickRequested = false;
                next = _world.Now + _options.RenewInterval;
                await Relay.Lease.TickAsync();
            }

            await _world.Delay(this, Poll);
        }
    }

    private async Task BeatAsync()
    {
        while (true)
        {
            await _world.Delay(this, NodeRelay.BeatInterval);
            Relay.Beat();
        }
    }

    private sealed class Meters : System.Diagnostics.Metrics.IMeterFactory
    {
        public System.Diagnostics.Metrics.Meter Create(System.Diagnostics.Metrics.MeterOptions options) => new(options);

        public void Dispose()
        {
        }
    }
}
