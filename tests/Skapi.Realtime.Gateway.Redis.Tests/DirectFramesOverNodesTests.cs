using Skapi.Realtime.Gateway.Redis.Tests.Infrastructure;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Redis.Tests;

/// <summary>Signals and posts to a user reach connections of other nodes.</summary>
public class DirectFramesOverNodesTests
{
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
    public async Task A_connection_that_is_open_gets_the_next_post_although_nodes_remember_the_user()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var alice = await cluster.ConnectAsync(0, "alice");
        await using var desk = await cluster.ConnectAsync(1, "bob: 2");
        for (var post = 0; post < 3; post++)
        {
            await alice.SendToUserAsync("bob: 2", "before");
            (await desk.ReceiveAsync()).Text("#private").ShouldBe("before");
        }

        await using var phone = await cluster.ConnectAsync(2, "bob: 2");
        await using var own = await cluster.ConnectAsync(0, "bob: 2");
        await alice.SendToUserAsync("bob: 2", "hello");

        foreach (var client in (RealtimeClient[])[desk, phone, own])
            (await client.ReceiveAsync()).Text("#private").ShouldBe("hello");
    }
}
