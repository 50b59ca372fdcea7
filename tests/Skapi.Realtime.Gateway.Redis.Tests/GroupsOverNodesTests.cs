using Skapi.Realtime.Gateway.Redis.Tests.Infrastructure;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Redis.Tests;

/// <summary>Members of a group on three nodes get the same posts and notices, in one order.</summary>
public class GroupsOverNodesTests
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
}
