using System.Net;
using System.Text.Json.Nodes;
using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.Redis.Tests.Infrastructure;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Redis.Tests;

/// <summary>Three gateways over one Redis are one for their clients.</summary>
public class SeveralNodesTests
{
    [Fact]
    public async Task Members_on_other_nodes_are_told_who_joins_leaves_and_disconnects()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var alice = await cluster.ConnectAsync(0, "alice");
        await using var bob = await cluster.ConnectAsync(1, "bob");
        await using var carol = await cluster.ConnectAsync(2, "carol");
        await alice.EnterAsync("G1");

        await bob.EnterAsync("G1");
        (await alice.ReceiveAsync()).Text("#scid").ShouldBe(bob.Cid);
        await carol.EnterAsync("G1");
        (await alice.ReceiveAsync()).Text("#scid").ShouldBe(carol.Cid);
        await bob.JoinAsync(null);
        var left = await alice.ReceiveAsync();
        await carol.CloseAsync();
        var gone = await alice.ReceiveAsync();

        (left.Text("#code"), left.Text("#scid")).ShouldBe(("USER_LEFT", bob.Cid));
        left.Text("#notice").ShouldBe("User \"bob\" has left the message group.");
        (gone.Text("#code"), gone.Text("#scid")).ShouldBe(("USER_DISCONNECTED", carol.Cid));
        await alice.ExpectNothingAsync();
    }

    [Fact]
    public async Task A_move_is_told_to_the_old_group_and_to_the_new_one()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var alice = await cluster.ConnectAsync(0, "alice");
        await using var bob = await cluster.ConnectAsync(1, "bob");
        await using var carol = await cluster.ConnectAsync(2, "carol");
        await alice.EnterAsync("G1");
        await bob.EnterAsync("G2");
        await carol.EnterAsync("G1");
        await alice.ReceiveAsync();

        await carol.EnterAsync("G2");

        (await alice.ReceiveAsync()).Text("#code").ShouldBe("USER_LEFT");
        (await bob.ReceiveAsync()).Text("#code").ShouldBe("USER_JOINED");
        await cluster.WaitForPresenceAsync("G1", alice);
        await cluster.WaitForPresenceAsync("G2", bob, carol);
    }

    [Fact]
    public async Task Posts_of_many_at_once_reach_everyone_on_every_node_in_one_order()
    {
        const int Clients = 9;
        const int Posts = 30;
        await using var cluster = await Cluster.StartAsync();
        var clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(index => cluster.ConnectAsync(index % 3, $"user {index}")));
        foreach (var client in clients)
            await client.JoinAsync("G1");
        await cluster.WaitForPresenceAsync("G1", clients);

        var sending = clients.Select((client, index) => Task.Run(async () =>
        {
            for (var post = 0; post < Posts; post++)
                await client.BroadcastAsync("G1", $"{index}:{post} 100% ✓");
        }));
        var receiving = clients.Select(client => Task.Run(async () =>
        {
            var seen = new List<string>();
            while (seen.Count < Clients * Posts)
            {
                if ((await client.ReceiveAsync()).Text("#message") is { } message)
                    seen.Add(message);
            }

            return seen;
        })).ToList();
        await Task.WhenAll(sending);
        var received = await Task.WhenAll(receiving);

        received[0].Distinct().Count().ShouldBe(Clients * Posts);
        foreach (var other in received)
            other.ShouldBe(received[0]);
        for (var index = 0; index < Clients; index++)
        {
            received[0].Where(message => message.StartsWith($"{index}:", StringComparison.Ordinal))
                .ShouldBe(Enumerable.Range(0, Posts).Select(post => $"{index}:{post} 100% ✓"));
        }

        foreach (var client in clients)
            await client.DisposeAsync();
    }

    [Fact]
    public async Task A_call_is_signalled_to_a_connection_of_another_node()
    {
        await using var cluster = await Cluster.StartAsync(2);
        await using var alice = await cluster.ConnectAsync(0, "alice");
        await using var bob = await cluster.ConnectAsync(1, "bob");

        await alice.SignalAsync(bob.Cid, new { sdpoffer = new { type = "offer", sdp = "v=0" } });
        var offer = await bob.ReceiveAsync();
        await bob.SignalAsync(offer.Text("#scid")!, new { sdpanswer = "v=0" });
        var answer = await alice.ReceiveAsync();

        offer["#rtc"]!["sdpoffer"]!.AsObject().Text("sdp").ShouldBe("v=0");
        (offer.Text("#scid"), offer.Text("#user_id")).ShouldBe((alice.Cid, "alice"));
        answer["#rtc"]!.AsObject().Text("sdpanswer").ShouldBe("v=0");
    }

    [Theory]
    [InlineData("a connection of the other node that is gone")]
    [InlineData("AAAAAAAAAAA.a node that does not exist")]
    [InlineData("not a cid of any node")]
    public async Task An_offer_to_a_cid_that_does_not_exist_is_answered(string to)
    {
        await using var cluster = await Cluster.StartAsync(2);
        await using var alice = await cluster.ConnectAsync(0, "alice");
        await using var bob = await cluster.ConnectAsync(1, "bob");
        var cid = to.StartsWith("a connection", StringComparison.Ordinal) ? $"{bob.Cid}x" : to;

        await alice.SignalAsync(cid, new { candidate = "x" });
        await alice.SignalAsync(cid, new { sdpoffer = new { type = "offer", sdp = "v=0" } });

        var error = await alice.ReceiveAsync();
        (error.Text("#code"), error.Text("#scid")).ShouldBe(("NOT_EXISTS", cid));
        await alice.ExpectNothingAsync();
    }

    [Fact]
    public async Task A_signal_does_not_cross_services()
    {
        await using var cluster = await Cluster.StartAsync(2);
        await using var alice = await cluster.ConnectAsync(0, "alice");
        await using var other = await cluster.Nodes[1].ConnectAsync("bob", "ap22another");

        await alice.SignalAsync(other.Cid, new { sdpoffer = new { type = "offer", sdp = "v=0" } });

        (await alice.ReceiveAsync()).Text("#code").ShouldBe("NOT_EXISTS");
        await other.ExpectNothingAsync();
    }

    [Fact]
    public async Task A_post_to_a_user_reaches_the_connections_on_every_node()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var alice = await cluster.ConnectAsync(0, "alice");
        await using var desk = await cluster.ConnectAsync(0, "bob");
        await using var phone = await cluster.ConnectAsync(2, "bob");

        await alice.SendToUserAsync("bob", "hello");
        await alice.SendToUserAsync("nobody", "hello");

        (await desk.ReceiveAsync()).Text("#private").ShouldBe("hello");
        (await phone.ReceiveAsync()).Text("#private").ShouldBe("hello");
        var error = await alice.ReceiveAsync();
        (error.Text("#code"), error.Text("#user_id")).ShouldBe(("NOT_EXISTS", "nobody"));
    }

    [Fact]
    public async Task Every_node_lists_the_members_of_all_nodes_in_pages()
    {
        await using var cluster = await Cluster.StartAsync();
        var clients = new List<RealtimeClient>();
        for (var index = 0; index < 7; index++)
        {
            clients.Add(await cluster.ConnectAsync(index % 3, $"user {index % 2}"));
            await clients[index].EnterAsync("G1");
        }

        var cids = clients.Select(client => client.Cid).ToList();
        (await PagesAsync(cluster, ascending: true, userId: null)).ShouldBe(cids);
        (await PagesAsync(cluster, ascending: false, userId: null)).ShouldBe(cids.AsEnumerable().Reverse());
        (await PagesAsync(cluster, ascending: true, userId: "user 1")).ShouldBe(cids.Where((_, index) => index % 2 == 1));
        foreach (var client in clients)
            await client.DisposeAsync();
    }

    [Fact]
    public async Task Every_node_finds_the_groups_of_all_nodes()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var alice = await cluster.ConnectAsync(0, "alice");
        await using var bob = await cluster.ConnectAsync(1, "bob");
        await using var carol = await cluster.ConnectAsync(1, "carol");
        await alice.EnterAsync("G1: 50% of \"it\"");
        await bob.EnterAsync("G2");
        await carol.EnterAsync("G2");

        var (_, body) = await cluster.Nodes[2].QueryAsync(
            new { service = GatewayHost.Service, owner = GatewayHost.Owner }, cluster.Nodes[2].IdToken("reader"));

        body["list"]!.AsArray().Select(entry => (entry!["rid"]!.GetValue<string>(), entry["cnt"]!.GetValue<int>()))
            .ShouldBe([($"{GatewayHost.Service}#G1: 50% of \"it\"", 1), ($"{GatewayHost.Service}#G2", 2)]);
    }

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
        (await gateway.PostToUserAsync(Cluster.Service, "bob", "server", RawJson.FromString("to bob"))).ShouldBe(1);
        (await gateway.PostToConnectionAsync(alice.Cid, "server", RawJson.FromString("to alice"))).ShouldBeTrue();
        (await gateway.PostToConnectionAsync($"{alice.Cid}x", "server", RawJson.FromString("lost"))).ShouldBeFalse();
        (await gateway.CountGroupAsync(Cluster.Service, "G1")).ShouldBe(2);
        (await gateway.CountConnectionsAsync()).ShouldBe(2);
        (await gateway.ListGroupAsync(Cluster.Service, "G1")).Select(peer => peer.UserId).ShouldBe(["alice", "bob"]);
        (await gateway.ListUserAsync(Cluster.Service, "bob")).Select(peer => peer.Cid).ShouldBe([bob.Cid]);

        (await alice.ReceiveAsync()).Text("#message").ShouldBe("to all");
        (await alice.ReceiveAsync()).Text("#private").ShouldBe("to alice");
        (await bob.ReceiveAsync()).Text("#message").ShouldBe("to all");
        (await bob.ReceiveAsync()).Text("#private").ShouldBe("to bob");
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

    private static async Task<List<string>> PagesAsync(Cluster cluster, bool ascending, string? userId)
    {
        var cids = new List<string>();
        JsonNode? key = null;
        for (var node = 0; key?.GetValueKind() != System.Text.Json.JsonValueKind.String; node++)
        {
            var query = new JsonObject
            {
                ["service"] = GatewayHost.Service,
                ["owner"] = GatewayHost.Owner,
                ["group"] = "G1",
                ["limit"] = 2,
                ["ascending"] = ascending,
            };
            if (userId is not null)
                query["user_id"] = userId;
            if (key is not null)
                query["startKey"] = key.DeepClone();
            var (status, body) = await cluster.Nodes[node % 3].QueryAsync(query, cluster.Nodes[node % 3].IdToken("reader"));
            status.ShouldBe(HttpStatusCode.OK, body.ToJsonString());
            cids.AddRange(body["list"]!.AsArray().Select(entry => entry!.AsObject().Text("cid")!));
            key = body["startKey"];
        }

        return cids;
    }
}
