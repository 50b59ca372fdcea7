using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Redis.Tests.Infrastructure;
using Skapi.Realtime.Gateway.Tests.Infrastructure;
using StackExchange.Redis;

namespace Skapi.Realtime.Gateway.Redis.Tests;

/// <summary>Redis is away, loses its data, or cannot be used.</summary>
public class RedisFailureTests
{
    [Fact]
    public async Task After_Redis_has_lost_its_data_presence_is_what_the_nodes_know()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var alice = await cluster.ConnectAsync(0, "alice");
        await using var bob = await cluster.ConnectAsync(1, "bob");
        await alice.EnterAsync("G1");
        await bob.EnterAsync("G1");

        await cluster.Redis.FlushAsync();

        await cluster.WaitForPresenceAsync("G1", alice, bob);
        await alice.BroadcastAsync("G1", "hello");
        await ReadToMessageAsync(bob, "hello");
    }

    [Fact]
    public async Task After_the_connections_to_Redis_were_cut_posts_arrive_and_presence_is_right()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var alice = await cluster.ConnectAsync(0, "alice");
        await using var bob = await cluster.ConnectAsync(1, "bob");
        await using var carol = await cluster.ConnectAsync(2, "carol");
        foreach (var client in (RealtimeClient[])[alice, bob, carol])
            await client.EnterAsync("G1");

        await cluster.Redis.CutAsync();
        await carol.CloseAsync();

        await cluster.WaitForPresenceAsync("G1", alice, bob);
        await Cluster.WaitForPostsAsync("G1", alice, bob);
    }

    [Fact]
    public async Task After_cuts_in_quick_succession_every_node_receives_again()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var alice = await cluster.ConnectAsync(0, "alice");
        await using var bob = await cluster.ConnectAsync(1, "bob");
        await using var carol = await cluster.ConnectAsync(2, "carol");
        foreach (var client in (RealtimeClient[])[alice, bob, carol])
            await client.EnterAsync("G1");

        // Each one hits the connections that have replaced those before.
        for (var cut = 0; cut < 5; cut++)
        {
            await cluster.Redis.CutAsync();
            await Eventually.TrueAsync(async () => await cluster.Redis.CountChannelsAsync() >= cluster.Nodes.Count);
        }

        await cluster.WaitForPresenceAsync("G1", alice, bob, carol);
        await Cluster.WaitForPostsAsync("G1", alice, bob);
        await Cluster.WaitForPostsAsync("G1", bob, carol);
        await Cluster.WaitForPostsAsync("G1", carol, alice);
    }

    [Fact]
    public async Task While_Redis_is_away_a_node_is_not_ready()
    {
        await using var cluster = await Cluster.StartAsync(
            1, addServices: services => services.AddHealthChecks().AddSkapiRealtime());
        var health = cluster.Nodes[0].Services.GetRequiredService<HealthCheckService>();
        (await health.CheckHealthAsync().OrHang()).Status.ShouldBe(HealthStatus.Healthy);

        await cluster.Redis.KillAsync();

        (await health.CheckHealthAsync().OrHang()).Status.ShouldBe(HealthStatus.Unhealthy);
        await cluster.Redis.StartAgainAsync();
        await Eventually.TrueAsync(async () => (await health.CheckHealthAsync()).Status == HealthStatus.Healthy);
    }

    [Fact]
    public async Task While_Redis_is_away_sockets_stay_and_only_local_signals_are_delivered()
    {
        await using var cluster = await Cluster.StartAsync(2);
        await using var alice = await cluster.ConnectAsync(0, "alice");
        await using var bob = await cluster.ConnectAsync(0, "bob");
        await alice.EnterAsync("G1");

        await cluster.Redis.KillAsync();
        await alice.BroadcastAsync("G1", "lost");
        var error = await alice.ReceiveAsync();
        await alice.JoinAsync("G2");
        var refused = await alice.ReceiveAsync();
        await alice.SignalAsync(bob.Cid, new { sdpoffer = new { type = "offer", sdp = "v=0" } });
        using var third = await cluster.Nodes[0].RequestUpgradeAsync(cluster.Nodes[0].AccessToken("carol"));
        var (status, _) = await cluster.Nodes[0].QueryAsync(
            new { service = GatewayHost.Service, owner = GatewayHost.Owner, group = "G1" }, cluster.Nodes[0].IdToken("reader"));

        error.Text("#code").ShouldBe("CONNECTION_FAILED");
        error["#retry_after"].ShouldNotBeNull();
        (refused.Text("#code"), refused.Text("#srid")).ShouldBe(("CONNECTION_FAILED", "G2"));
        (await bob.ReceiveAsync())["#rtc"].ShouldNotBeNull();
        third.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await Should.ThrowAsync<BackplaneException>(async () => await cluster.Gateway(0).CountConnectionsAsync());
    }

    [Fact]
    public async Task When_Redis_is_back_the_groups_are_told_what_has_changed()
    {
        var gate = new RedisGate();
        await using var cluster = await Cluster.StartAsync(2, configureRedis: (node, options) =>
        {
            if (node == 1)
                options.Configuration!.Tunnel = gate;
        });
        await using var alice = await cluster.ConnectAsync(0, "alice");
        await using var bob = await cluster.ConnectAsync(1, "bob");
        await alice.EnterAsync("G1");
        await bob.EnterAsync("G1");
        await alice.ReceiveAsync();

        gate.Close();
        await cluster.Redis.KillAsync();
        await bob.CloseAsync();
        await cluster.Redis.StartAgainAsync();

        // Alice's node misses what is told before it is subscribed again, so Bob's node comes back after it.
        await Cluster.WaitForPostsAsync("G1", alice, alice);
        gate.Open();

        await cluster.WaitForPresenceAsync("G1", alice);
        string? code;
        do
            code = (await alice.ReceiveAsync()).Text("#code");
        while (code is null or "USER_JOINED");
        code.ShouldBe("USER_DISCONNECTED");
    }

    [Fact]
    public async Task After_the_grace_period_clients_are_asked_to_connect_elsewhere()
    {
        await using var cluster = await Cluster.StartAsync(
            1, configureRedis: (_, options) => options.GracePeriod = TimeSpan.FromSeconds(1));
        var clients = await Task.WhenAll(Enumerable.Range(0, 3).Select(index => cluster.ConnectAsync(0, $"user {index}")));

        await cluster.Redis.KillAsync();

        foreach (var client in clients)
        {
            ((int)(await client.ReadToCloseAsync()).Status!.Value).ShouldBe(1012);
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_app_without_Redis_does_not_start_and_says_why()
    {
        var redis = await RedisServer.StartAsync();
        await redis.DisposeAsync();

        var error = await Should.ThrowAsync<BackplaneException>(
            () => GatewayHost.StartAsync(addServices: services => Cluster.Add(services, redis)));

        error.Message.ShouldContain(redis.Address);
        error.InnerException.ShouldBeOfType<RedisConnectionException>();
    }

    [Fact]
    public async Task A_message_that_does_not_decode_is_logged_and_dropped()
    {
        await using var cluster = await Cluster.StartAsync(1);
        await using var alice = await cluster.ConnectAsync(0, "alice");
        await alice.EnterAsync("G1");
        var channel = cluster.Redis.Admin.SubscriptionChannels().Single(found => found.ToString().EndsWith("G1", StringComparison.Ordinal));

        foreach (var message in (string[])["", ":", "3:", "\u0093nonsense", "99999999999999999999:x"])
            await cluster.Redis.Admin.Multiplexer.GetSubscriber().PublishAsync(channel, message);
        await alice.BroadcastAsync("G1", "hello");

        (await alice.ReceiveAsync()).Text("#message").ShouldBe("hello");
        cluster.Nodes[0].Log.Lines.ShouldContain(line => line.Contains("was dropped", StringComparison.Ordinal));
    }

    private static async Task ReadToMessageAsync(RealtimeClient client, string text)
    {
        string? message;
        do
            message = (await client.ReceiveAsync()).Text("#message");
        while (message != text);
    }
}
