using Skapi.Realtime.Gateway.Redis.Tests.Infrastructure;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Redis.Tests;

/// <summary>Connections that broke are replaced, and none of them is left behind.</summary>
public class ReplacedConnectionTests
{
    private const int Cuts = 5;

    [Fact]
    public async Task Cuts_leave_no_connection_to_Redis_behind()
    {
        await using var cluster = await Cluster.StartAsync(1);
        await using var alice = await cluster.ConnectAsync(0, "alice");
        await alice.EnterAsync("G1");
        var before = await cluster.Redis.CountClientsAsync();

        await CutAsync(cluster, alice);

        await WaitForCountAsync(before, cluster.Redis.CountClientsAsync);
    }

    [Fact]
    public async Task Cuts_leave_no_connection_to_a_Sentinel_behind()
    {
        var primary = await RedisServer.StartAsync();
        await using var replica = await RedisServer.StartAsync("--replicaof", "127.0.0.1", $"{primary.Port}");
        // A cut hits the Sentinel's connection, too, and on a busy machine it takes a while until it is back. Nothing is to be promoted.
        await using var sentinel = await RedisSentinel.StartAsync(primary, downAfter: TimeSpan.FromMinutes(5));
        await using var cluster = await Cluster.StartOnAsync(primary, 1, sentinel.Configuration);
        await using var alice = await cluster.ConnectAsync(0, "alice");
        await alice.EnterAsync("G1");
        var before = await sentinel.CountClientsAsync();

        await CutAsync(cluster, alice);

        await WaitForCountAsync(before, sentinel.CountClientsAsync);
    }

    private static async Task CutAsync(Cluster cluster, RealtimeClient client)
    {
        for (var cut = 0; cut < Cuts; cut++)
        {
            await cluster.Redis.CutAsync();
            await Cluster.WaitForPostsAsync("G1", client, client);
        }
    }

    private static async Task WaitForCountAsync(int expected, Func<Task<int>> count)
    {
        var last = 0;
        await Eventually.TrueAsync(
            async () => (last = await count()) == expected, () => $"There are {last} connections. There were {expected} before.");
    }
}
