using Skapi.Realtime.Gateway.Redis.Tests.Infrastructure;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Redis.Tests;

/// <summary>Gateways in processes of their own, which are killed, paused and replaced.</summary>
public class NodeProcessTests
{
    [Fact]
    public async Task When_a_node_is_killed_the_others_tell_about_each_of_its_connections_once()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var first = await NodeProcess.StartAsync(redis);
        await using var second = await NodeProcess.StartAsync(redis);
        await using var third = await NodeProcess.StartAsync(redis);
        await using var alice = await first.ConnectAsync("alice");
        await using var bob = await second.ConnectAsync("bob");
        await alice.EnterAsync("G1");
        await bob.EnterAsync("G1");
        await alice.ReceiveAsync();
        var dying = new List<RealtimeClient>();
        for (var index = 0; index < 5; index++)
        {
            dying.Add(await third.ConnectAsync($"user {index}"));
            await dying[index].EnterAsync("G1");
            await alice.ReceiveAsync();
            await bob.ReceiveAsync();
        }

        await third.KillAsync();
        await redis.ExpireLeaseAsync(dying[0].Cid);
        await alice.SignalAsync(dying[0].Cid, new { sdpoffer = new { type = "offer", sdp = "v=0" } });

        // Another node may find the lease gone before the signal is answered, so the answer can come between the notices.
        foreach (var (client, answers) in ((RealtimeClient, int)[])[(alice, 1), (bob, 0)])
        {
            var told = new List<(string? Code, string? Cid)>();
            for (var index = 0; index < dying.Count + answers; index++)
            {
                var frame = await client.ReceiveAsync();
                told.Add((frame.Text("#code"), frame.Text("#scid")));
            }

            told.Count(static frame => frame.Code == "NOT_EXISTS").ShouldBe(answers);
            told.Where(static frame => frame.Code == "USER_DISCONNECTED").Select(static frame => frame.Cid)
                .ShouldBe(dying.Select(static gone => gone.Cid), ignoreOrder: true);
            await client.ExpectNothingAsync();
        }

        foreach (var client in dying)
            await client.DisposeAsync();
    }

    [Fact]
    public async Task A_node_that_was_paused_for_longer_than_its_lease_brings_its_connections_back()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var first = await NodeProcess.StartAsync(redis);
        await using var second = await NodeProcess.StartAsync(redis);
        await using var alice = await first.ConnectAsync("alice");
        await using var bob = await second.ConnectAsync("bob");
        await alice.EnterAsync("G1");
        await bob.EnterAsync("G1");
        await alice.ReceiveAsync();

        await second.PauseAsync();
        await redis.ExpireLeaseAsync(bob.Cid);
        var gone = await alice.ReceiveAsync();
        await alice.BroadcastAsync("G1", "while bob's node is paused");
        (await alice.ReceiveAsync()).Text("#message").ShouldNotBeNull();
        await second.ContinueAsync();
        var back = await alice.ReceiveAsync();
        await alice.BroadcastAsync("G1", "hello");

        (gone.Text("#code"), gone.Text("#scid")).ShouldBe(("USER_DISCONNECTED", bob.Cid));
        (back.Text("#code"), back.Text("#scid")).ShouldBe(("USER_JOINED", bob.Cid));
        (await bob.ReceiveAsync()).Text("#message").ShouldBe("while bob's node is paused");
        (await bob.ReceiveAsync()).Text("#message").ShouldBe("hello");
    }

    [Fact]
    public async Task While_all_nodes_are_replaced_a_member_gets_every_post_in_order()
    {
        const int Posts = 20;
        await using var redis = await RedisServer.StartAsync();
        await using var staying = await NodeProcess.StartAsync(redis);
        var old = await NodeProcess.StartAsync(redis);
        await using var reader = await staying.ConnectAsync("reader");
        await reader.EnterAsync("G1");

        for (var round = 0; round < 3; round++)
        {
            await using var writer = await old.ConnectAsync($"writer {round}");
            await writer.EnterAsync("G1");
            for (var post = 0; post < Posts; post++)
                await writer.BroadcastAsync("G1", $"{round}:{post}");
            // The signal to itself comes back after everything before it was handled.
            await writer.SignalAsync(writer.Cid, new { done = true });
            while ((await writer.ReceiveAsync())["#rtc"] is null)
            {
            }

            var replacement = await NodeProcess.StartAsync(redis);
            var stopping = old.StopAsync();
            await writer.ReadToCloseAsync();
            await writer.CloseAsync();
            await stopping;
            await old.DisposeAsync();
            old = replacement;
        }

        for (var round = 0; round < 3; round++)
        {
            (await reader.ReceiveAsync()).Text("#code").ShouldBe("USER_JOINED");
            for (var post = 0; post < Posts; post++)
                (await reader.ReceiveAsync()).Text("#message").ShouldBe($"{round}:{post}");
            (await reader.ReceiveAsync()).Text("#code").ShouldBe("USER_DISCONNECTED");
        }

        await reader.ExpectNothingAsync();
        await old.DisposeAsync();
    }
}
