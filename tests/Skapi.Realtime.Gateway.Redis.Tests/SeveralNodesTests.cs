using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Redis.Tests.Infrastructure;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Redis.Tests;

/// <summary>Limits, the API of the app, and the end of a node, over several gateways.</summary>
public class SeveralNodesTests
{
    [Fact]
    public async Task The_limit_of_connections_of_a_user_counts_all_nodes()
    {
        await using var cluster = await Cluster.StartAsync(2, options => options.MaxConnectionsPerUser = 2);
        await using var first = await cluster.ConnectAsync(0, "alice");
        await using var second = await cluster.ConnectAsync(1, "alice");

        using var third = await cluster.Nodes[1].RequestUpgradeAsync(cluster.Nodes[1].AccessToken("alice"));
        await first.CloseAsync();

        third.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        await Eventually.TrueAsync(async () =>
        {
            using var again = await cluster.Nodes[1].RequestUpgradeAsync(cluster.Nodes[1].AccessToken("alice"));
            return again.StatusCode == HttpStatusCode.SwitchingProtocols;
        });
    }

    [Fact]
    public async Task Members_on_other_nodes_count_against_the_limit_of_deliveries()
    {
        await using var cluster = await Cluster.StartAsync(
            2, options => options.RateLimits.Connection.Deliveries = new Configuration.RateLimit(0.001, 6));
        await using var alice = await cluster.ConnectAsync(0, "alice");
        await using var bob = await cluster.ConnectAsync(1, "bob");
        await using var carol = await cluster.ConnectAsync(1, "carol");
        await bob.EnterAsync("G1");
        await carol.EnterAsync("G1");

        // Joining costs three deliveries, a post three more.
        await alice.EnterAsync("G1");
        await alice.BroadcastAsync("G1", "first");
        // The post returns over Redis, and a refusal comes from the node at once.
        (await alice.ReceiveAsync()).Text("#message").ShouldBe("first");

        await alice.BroadcastAsync("G1", "second");

        (await alice.ReceiveAsync()).Text("#code").ShouldBe("TOO_MANY_REQUESTS");
    }

    [Fact]
    public async Task The_app_posts_lists_counts_and_disconnects_from_any_node()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var alice = await cluster.ConnectAsync(0, "alice");
        await using var bob = await cluster.ConnectAsync(1, "bob");
        await alice.EnterAsync("G1");
        await bob.EnterAsync("G1");
        await alice.ReceiveAsync();
        var gateway = cluster.Gateway(2);

        (await gateway.PostToGroupAsync(Cluster.Service, "G1", "server", RawJson.FromString("to all"))).ShouldBe(2);
        // A post to a group and one to a connection go through different channels, so their order is not known.
        (await alice.ReceiveAsync()).Text("#message").ShouldBe("to all");
        (await bob.ReceiveAsync()).Text("#message").ShouldBe("to all");
        (await gateway.PostToUserAsync(Cluster.Service, "bob", "server", RawJson.FromString("to bob"))).ShouldBe(1);
        (await bob.ReceiveAsync()).Text("#private").ShouldBe("to bob");
        (await gateway.PostToConnectionAsync(alice.Cid, "server", RawJson.FromString("to alice"))).ShouldBeTrue();
        (await alice.ReceiveAsync()).Text("#private").ShouldBe("to alice");
        (await gateway.PostToConnectionAsync($"{alice.Cid}x", "server", RawJson.FromString("lost"))).ShouldBeFalse();
        (await gateway.CountGroupAsync(Cluster.Service, "G1")).ShouldBe(2);
        (await gateway.CountConnectionsAsync()).ShouldBe(2);
        (await gateway.ListGroupAsync(Cluster.Service, "G1")).Select(peer => peer.UserId).ShouldBe(["alice", "bob"]);
        (await gateway.ListUserAsync(Cluster.Service, "bob")).Select(peer => peer.Cid).ShouldBe([bob.Cid]);

        (await gateway.DisconnectUserAsync(Cluster.Service, "bob")).ShouldBe(1);
        (await bob.ReadToCloseAsync()).Status.ShouldBe(System.Net.WebSockets.WebSocketCloseStatus.PolicyViolation);
        (await alice.ReceiveAsync()).Text("#code").ShouldBe("USER_DISCONNECTED");
        (await gateway.DisconnectAsync(alice.Cid)).ShouldBeTrue();
        await alice.ReadToCloseAsync();
    }

    [Fact]
    public async Task A_node_that_stops_leaves_nothing_behind()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var alice = await cluster.ConnectAsync(0, "alice");
        await using var bob = await cluster.ConnectAsync(1, "bob");
        await alice.EnterAsync("G1");
        await bob.EnterAsync("G1");
        await alice.ReceiveAsync();

        var stopping = cluster.Nodes[1].StopAsync();
        await bob.ReadToCloseAsync();
        await bob.CloseAsync();
        await stopping;

        (await alice.ReceiveAsync()).Text("#code").ShouldBe("USER_DISCONNECTED");
        (await cluster.ListAsync(0, "G1")).ShouldBe([alice.Cid]);
        cluster.Redis.Admin.Keys(pattern: "*lease:*").Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_post_to_a_user_is_offered_to_the_app_only_if_no_node_has_the_user()
    {
        await using var cluster = await Cluster.StartAsync(2, addServices: services => services.AddSkapiRealtimeHooks<Offline>());
        var offline = cluster.Nodes[0].Services.GetServices<RealtimeHooks>().OfType<Offline>().Single();
        await using var alice = await cluster.ConnectAsync(0, "alice");
        await using var bob = await cluster.ConnectAsync(1, "bob");

        await alice.SendToUserAsync("carol", "to nobody");
        await alice.SendToUserAsync("bob", "to bob");

        (await bob.ReceiveAsync()).Text("#private").ShouldBe("to bob");
        await alice.ExpectNothingAsync();
        offline.Users.ShouldBe(["carol"]);
    }

    /// <summary>Accepts every post to a user who is not connected.</summary>
    [SuppressMessage(
        "Performance", "CA1812:Avoid uninstantiated internal classes", Justification = "Dependency injection instantiates it.")]
    private sealed class Offline : RealtimeHooks
    {
        public ConcurrentQueue<string> Users { get; } = new();

        public override ValueTask<bool> OnUndeliveredAsync(RealtimePost post, CancellationToken cancellationToken)
        {
            Users.Enqueue(post.UserId!);
            return new(true);
        }
    }
}
