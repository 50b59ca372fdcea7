using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Hosting;
using Skapi.Realtime.Gateway.Nodes;
using Skapi.Realtime.Gateway.Tests.Infrastructure;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Tests.Nodes;

public sealed class NodeDrainTests : IDisposable
{
    private const int Count = 100;

    private readonly FaultyTime _time = new();
    private readonly RecordingLoggerProvider _log = new();
    private readonly List<Connection> _connections = [];
    private readonly NodeDrain _drain;

    public NodeDrainTests()
    {
        var drain = new ConnectionDrain(
            Options.Create(new SkapiRealtimeOptions()), _time, new NeverStopping(), NullLogger<ConnectionDrain>.Instance);
        var user = new RealtimeUser(new ServiceScope("service", "owner"), "alice");
        for (var number = 0; number < Count; number++)
        {
            var connection = new Connection($"c{number}", user, new SendQueue(1024));
            drain.TryAdd(connection).ShouldBeTrue();
            _connections.Add(connection);
        }

        _drain = new NodeDrain(drain, _log.CreateLogger("Skapi.Node"));
    }

    public void Dispose() => _log.Dispose();

    private int Closed => _connections.Count(static connection => connection.Queue.CloseReason == CloseReason.BackplaneAway);

    [Fact]
    public async Task All_connections_are_closed_one_after_the_other()
    {
        _drain.Start();
        Closed.ShouldBeInRange(1, Count - 1);

        await FinishAsync();

        Closed.ShouldBe(Count);
    }

    [Fact]
    public async Task When_the_backplane_is_back_the_others_stay_until_it_is_away_again()
    {
        _drain.Start();
        _drain.Cancel();
        await _drain.Running.OrHang();
        Closed.ShouldBeInRange(1, Count - 1);

        _drain.Start();
        await FinishAsync();

        Closed.ShouldBe(Count);
    }

    [Fact]
    public async Task Stopping_waits_for_what_runs_and_nothing_starts_after_it()
    {
        _drain.Start();

        await _drain.StopAsync().OrHang();

        _drain.Start();
        _drain.Running.IsCompleted.ShouldBeTrue();
        Closed.ShouldBeInRange(1, Count - 1);
    }

    [Fact]
    public async Task A_failure_is_logged()
    {
        _time.Failure = new InvalidOperationException("No timer.");

        _drain.Start();

        await _drain.StopAsync().OrHang();
        _log.Lines.ShouldHaveSingleItem().ShouldContain("No timer.");
    }

    /// <summary>Lets time pass until nothing runs.</summary>
    private async Task FinishAsync()
    {
        var running = _drain.Running;
        while (!running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Yield();
        }
    }

    private sealed class FaultyTime : FakeTimeProvider
    {
        public Exception? Failure { get; set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            Failure is null ? base.CreateTimer(callback, state, dueTime, period) : throw Failure;
    }
}
