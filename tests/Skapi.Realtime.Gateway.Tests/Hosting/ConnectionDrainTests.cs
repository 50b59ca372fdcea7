using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Hosting;
using Skapi.Realtime.Gateway.Tests.Infrastructure;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Tests.Hosting;

/// <summary>A gateway that stops sends its clients away one after the other, and keeps to its deadline.</summary>
public sealed class ConnectionDrainTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SkapiRealtimeOptions _options = new();

    [Fact]
    public async Task Connections_are_closed_one_after_the_other()
    {
        var (drain, connections) = Create(100);

        var closing = drain.CloseAllAsync(CloseReason.ShuttingDown);

        var elapsed = 0;
        while (!closing.IsCompleted)
        {
            // One every 2 ms, and those of the next 20 ms ahead of time.
            CountClosed(connections).ShouldBeLessThanOrEqualTo((elapsed + 20) / 2 + 1);
            _time.Advance(TimeSpan.FromMilliseconds(1));
            elapsed++;
        }

        await closing;
        CountClosed(connections).ShouldBe(100);
    }

    [Fact]
    public async Task Many_connections_are_closed_within_the_drain_time()
    {
        _options.DrainTime = TimeSpan.FromSeconds(1);
        var (drain, connections) = Create(5_000);
        var closing = drain.CloseAllAsync(CloseReason.ShuttingDown);

        for (var tick = 0; tick < 50; tick++)
            _time.Advance(TimeSpan.FromMilliseconds(20));

        await closing.OrHang();
        CountClosed(connections).ShouldBe(5_000);
    }

    [Fact]
    public async Task Connections_that_need_not_go_any_more_stay()
    {
        var (drain, connections) = Create(100);
        using var back = new CancellationTokenSource();
        var closing = drain.CloseAllAsync(CloseReason.ShuttingDown, back.Token);

        await back.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => closing.OrHang());
        CountClosed(connections).ShouldBeInRange(1, 99);
    }

    [Fact]
    public void Without_a_drain_time_all_are_closed_at_once()
    {
        _options.DrainTime = TimeSpan.Zero;
        var (drain, connections) = Create(1_000);

        drain.CloseAllAsync(CloseReason.ShuttingDown).IsCompletedSuccessfully.ShouldBeTrue();

        CountClosed(connections).ShouldBe(1_000);
    }

    [Fact]
    public void A_connection_that_has_ended_is_not_closed()
    {
        var (drain, connections) = Create(1);
        drain.Remove(connections[0]);

        drain.CloseAllAsync(CloseReason.ShuttingDown).IsCompletedSuccessfully.ShouldBeTrue();

        CountClosed(connections).ShouldBe(0);
    }

    private static int CountClosed(Connection[] connections) =>
        connections.Count(static connection => connection.Queue.CloseReason == CloseReason.ShuttingDown);

    private (ConnectionDrain Drain, Connection[] Connections) Create(int count)
    {
        var drain = new ConnectionDrain(Options.Create(_options), _time, new NeverStopping(), NullLogger<ConnectionDrain>.Instance);
        var user = new RealtimeUser(new ServiceScope("service", "owner"), "alice");
        Connection[] connections =
            [.. Enumerable.Range(0, count).Select(number => new Connection($"c{number}", user, new SendQueue(1024)))];
        connections.ShouldAllBe(connection => drain.TryAdd(connection));
        return (drain, connections);
    }
}
