using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Hosting;

public class GroupTests
{
    [Fact]
    public async Task A_joiner_and_the_group_hear_that_it_joined()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await using var bob = await host.ConnectAsync("bob");
        await alice.EnterAsync("G1");

        await bob.JoinAsync("G1");

        foreach (var client in (RealtimeClient[])[alice, bob])
        {
            var notice = await client.ReceiveAsync();
            notice.Text("#notice").ShouldBe("User \"bob\" has joined the message group.");
            notice.Text("#code").ShouldBe("USER_JOINED");
            notice.Text("#user_id").ShouldBe("bob");
            notice.Text("#scid").ShouldBe(bob.Cid);
            notice.Text("#srid").ShouldBe("G1");
        }
    }

    [Fact]
    public async Task Joining_another_group_leaves_the_first()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await using var bob = await host.ConnectAsync("bob");
        await alice.EnterAsync("G1");
        await bob.EnterAsync("G1");
        await alice.ReceiveAsync();

        await bob.EnterAsync("G2");

        var notice = await alice.ReceiveAsync();
        notice.Text("#notice").ShouldBe("User \"bob\" has left the message group.");
        notice.Text("#code").ShouldBe("USER_LEFT");
        notice.Text("#srid").ShouldBe("G1");
        await alice.ExpectNothingAsync();
        await bob.ExpectNothingAsync();
    }

    [Fact]
    public async Task A_null_group_leaves()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await using var bob = await host.ConnectAsync("bob");
        await alice.EnterAsync("G1");
        await bob.EnterAsync("G1");
        await alice.ReceiveAsync();

        await bob.JoinAsync(null);

        (await alice.ReceiveAsync()).Text("#code").ShouldBe("USER_LEFT");
        await bob.ExpectNothingAsync();
    }

    [Fact]
    public async Task A_post_reaches_the_group_and_comes_back_to_its_sender()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await using var bob = await host.ConnectAsync("bob");
        await using var carol = await host.ConnectAsync("carol");
        await alice.EnterAsync("G1");
        await bob.EnterAsync("G1");
        await alice.ReceiveAsync();
        await carol.EnterAsync("G2");

        await bob.BroadcastAsync("G1", new { text = "hello", list = new[] { 1, 2 } });

        foreach (var client in (RealtimeClient[])[alice, bob])
        {
            var frame = await client.ReceiveAsync();
            frame["#message"]!.ToJsonString().ShouldBe("""{"text":"hello","list":[1,2]}""");
            frame.Text("#user_id").ShouldBe("bob");
            frame.Text("#scid").ShouldBe(bob.Cid);
            frame.Text("#srid").ShouldBe("G1");
        }

        await carol.ExpectNothingAsync();
    }

    [Fact]
    public async Task A_post_to_a_user_reaches_each_of_its_connections_and_nobody_else()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await using var desk = await host.ConnectAsync("bob");
        await using var phone = await host.ConnectAsync("bob");

        await alice.SendToUserAsync("bob", "psst");

        foreach (var client in (RealtimeClient[])[desk, phone])
        {
            var frame = await client.ReceiveAsync();
            frame.Text("#private").ShouldBe("psst");
            frame.Text("#user_id").ShouldBe("alice");
            frame.Text("#scid").ShouldBe(alice.Cid);
        }

        await alice.ExpectNothingAsync();
    }

    [Fact]
    public async Task A_socket_that_closes_is_noticed_by_its_group()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await using var bob = await host.ConnectAsync("bob");
        await alice.EnterAsync("G1");
        await bob.EnterAsync("G1");
        await alice.ReceiveAsync();

        await bob.CloseAsync();

        var notice = await alice.ReceiveAsync();
        notice.Text("#notice").ShouldBe("User \"bob\" has been disconnected.");
        notice.Text("#code").ShouldBe("USER_DISCONNECTED");
        notice.Text("#scid").ShouldBe(bob.Cid);
    }

    [Fact]
    public async Task A_socket_that_breaks_is_noticed_by_its_group()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await using var bob = await host.ConnectAsync("bob");
        await alice.EnterAsync("G1");
        await bob.EnterAsync("G1");
        await alice.ReceiveAsync();

        bob.Socket.Abort();

        (await alice.ReceiveAsync()).Text("#code").ShouldBe("USER_DISCONNECTED");
    }

    [Fact]
    public async Task Services_do_not_see_each_other()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice", "ap22one");
        await using var bob = await host.ConnectAsync("bob", "ap22two");
        await alice.EnterAsync("G1");

        await bob.EnterAsync("G1");
        await bob.BroadcastAsync("G1", "hello");
        await bob.ReceiveAsync();
        await bob.SendToUserAsync("alice", "hello");
        (await bob.ReceiveAsync()).Text("#code").ShouldBe("NOT_EXISTS");
        await bob.SignalAsync(alice.Cid, new { sdpoffer = new { type = "offer", sdp = "v=0" } });
        (await bob.ReceiveAsync()).Text("#code").ShouldBe("NOT_EXISTS");

        await alice.ExpectNothingAsync();
    }
}
