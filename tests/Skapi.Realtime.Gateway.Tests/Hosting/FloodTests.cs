using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Hosting;

/// <summary>A client that sends too much is refused, and then disconnected. Nobody else notices.</summary>
public class FloodTests
{
    /// <summary>So slow that a bucket never refills during a test.</summary>
    private const double Never = 1e-6;

    [Fact]
    public async Task A_frame_over_the_limit_is_answered_with_a_code_and_when_to_retry()
    {
        await using var host = await GatewayHost.StartAsync(options => options.RateLimits.Connection.Frames = new RateLimit(0.01, 3));
        await using var alice = await host.ConnectAsync("alice");
        await alice.EnterAsync("G1");
        await alice.SendTextAsync("""{"action":"keepAlive"}""");
        await alice.BroadcastAsync("G1", "third");
        (await alice.ReceiveAsync()).Text("#message").ShouldBe("third");

        await alice.BroadcastAsync("G1", "fourth");

        var error = await alice.ReceiveAsync();
        error.Text("#code").ShouldBe("TOO_MANY_REQUESTS");
        error["#retry_after"]!.GetValue<int>().ShouldBeInRange(1, 100);
        error.Text("#error").ShouldNotBeNull().ShouldContain("Retry after");
    }

    [Fact]
    public async Task A_client_that_sends_on_over_the_limit_is_closed_with_1008()
    {
        await using var host = await GatewayHost.StartAsync(options =>
        {
            options.RateLimits.Connection.Frames = new RateLimit(Never, 1);
            options.RateLimits.MaxRefusalsInARow = 5;
        });
        await using var bob = await host.ConnectAsync("bob");
        await bob.EnterAsync("G1");
        await using var alice = await host.ConnectAsync("alice");
        await alice.EnterAsync("G1");
        (await bob.ReceiveAsync()).Text("#code").ShouldBe("USER_JOINED");

        for (var frame = 0; frame < 6; frame++)
            await alice.SendTextAsync("""{"action":"keepAlive"}""");

        for (var frame = 0; frame < 6; frame++)
            (await alice.ReceiveAsync()).Text("#code").ShouldBe("TOO_MANY_REQUESTS");
        (await alice.ReadToCloseAsync()).Status.ShouldBe(WebSocketCloseStatus.PolicyViolation);
        (await bob.ReceiveAsync()).Text("#code").ShouldBe("USER_DISCONNECTED");
        host.Log.Lines.ShouldContain(line => line.Contains("rate limit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_member_that_posts_a_thousand_large_posts_at_once_is_disconnected_and_the_other_member_stays()
    {
        await using var host = await GatewayHost.StartAsync(
            options => options.RateLimits.Connection.Bytes = new RateLimit(Never, 1024 * 1024));
        await using var innocent = await host.ConnectAsync("innocent");
        await innocent.EnterAsync("G1");
        await using var flooder = await host.ConnectAsync("flooder");
        await flooder.EnterAsync("G1");

        var content = new string('x', 30_000);
        var flood = Task.Run(async () =>
        {
            for (var post = 0; post < 1000; post++)
                await flooder.BroadcastAsync("G1", content);
        });
        var posts = 0;
        string? code = null;
        while (code != "USER_DISCONNECTED")
        {
            var frame = await innocent.ReceiveAsync();
            posts += frame["#message"] is null ? 0 : 1;
            code = frame.Text("#code");
        }

        posts.ShouldBeLessThan(1000);
        await innocent.ExpectNothingAsync();
        // It throws, unless the buffers of the system have taken all of it.
        await flood.ContinueWith(static ended => ended.Exception, TaskScheduler.Default).OrHang();
    }

    [Fact]
    public async Task Percent_signs_count_with_the_size_that_they_have_on_the_wire()
    {
        // 100 kB of percent signs are 300 kB for the recipient.
        await using var host = await GatewayHost.StartAsync(options => options.RateLimits.Connection.Bytes = new RateLimit(Never, 350_000));
        await using var alice = await host.ConnectAsync("alice");
        await using var victim = await host.ConnectAsync("victim");

        await alice.SignalAsync(victim.Cid, new { x = new string('%', 100_000) });
        await alice.SignalAsync(victim.Cid, new { x = new string('%', 100_000) });

        (await victim.ReceiveAsync())["#rtc"].ShouldNotBeNull();
        (await alice.ReceiveAsync()).Text("#code").ShouldBe("TOO_MANY_REQUESTS");
        await victim.ExpectNothingAsync();
    }

    [Fact]
    public async Task One_sender_cannot_make_a_recipient_that_does_not_read_overflow()
    {
        await using var host = await GatewayHost.StartAsync(options =>
        {
            options.MaxQueuedBytes = 1024 * 1024;
            options.RateLimits.Connection.Bytes = options.RateLimits.User.Bytes = null;
            options.RateLimits.Connection.Frames = options.RateLimits.User.Frames = null;
            options.RateLimits.MaxRefusalsInARow = 3;
        });
        await using var victim = await host.ConnectAsync("victim");
        await using var attacker = await host.ConnectAsync("attacker");
        await using var friend = await host.ConnectAsync("friend");

        // The operating system buffers an unknown amount, so signal until the gateway refuses.
        var flood = Task.Run(async () =>
        {
            while (true)
                await attacker.SignalAsync(victim.Cid, new { x = new string('x', 100_000) });
        });
        string? code;
        do
            code = (await attacker.ReceiveAsync()).Text("#code");
        while (code is null);
        code.ShouldBe("TOO_MANY_REQUESTS");
        await Should.ThrowAsync<Exception>(flood);

        // Another sender still reaches the victim, which is still connected.
        await friend.SignalAsync(victim.Cid, new { hello = true });
        JsonNode? hello = null;
        while (hello is null)
            hello = (await victim.ReceiveAsync())["#rtc"]!["hello"];
        victim.Socket.State.ShouldBe(WebSocketState.Open);
    }

    [Fact]
    public async Task Connections_of_a_user_share_a_limit()
    {
        await using var host = await GatewayHost.StartAsync(options => options.RateLimits.User.Frames = new RateLimit(Never, 2));
        await using var desk = await host.ConnectAsync("alice");
        await using var phone = await host.ConnectAsync("alice");
        await using var bob = await host.ConnectAsync("bob");
        await desk.EnterAsync("G1");
        await phone.EnterAsync("G2");

        await phone.JoinAsync("G3");

        (await phone.ReceiveAsync()).Text("#code").ShouldBe("TOO_MANY_REQUESTS");
        await bob.EnterAsync("G1");
    }

    [Fact]
    public async Task Connections_from_an_address_share_a_limit()
    {
        await using var host = await GatewayHost.StartAsync(options => options.RateLimits.Address.Frames = new RateLimit(Never, 2));
        await using var alice = await host.ConnectAsync("alice");
        await using var bob = await host.ConnectAsync("bob");
        await alice.EnterAsync("G1");
        await bob.EnterAsync("G2");

        await bob.JoinAsync("G3");

        (await bob.ReceiveAsync()).Text("#code").ShouldBe("TOO_MANY_REQUESTS");
    }

    [Fact]
    public async Task Reconnecting_does_not_refill_the_limit_of_a_user()
    {
        await using var host = await GatewayHost.StartAsync(options => options.RateLimits.User.Frames = new RateLimit(Never, 1));
        await using (var first = await host.ConnectAsync("alice"))
            await first.EnterAsync("G1");

        await using var second = await host.ConnectAsync("alice");
        await second.JoinAsync("G1");

        (await second.ReceiveAsync()).Text("#code").ShouldBe("TOO_MANY_REQUESTS");
    }

    [Fact]
    public async Task Posts_count_one_delivery_for_each_recipient()
    {
        await using var host = await GatewayHost.StartAsync(options => options.RateLimits.Connection.Deliveries = new RateLimit(Never, 6));
        await using var alice = await host.ConnectAsync("alice");
        await using var bob = await host.ConnectAsync("bob");
        await using var carol = await host.ConnectAsync("carol");
        await alice.EnterAsync("G1");
        await bob.EnterAsync("G1");
        await carol.EnterAsync("G1");
        await alice.ReceiveAsync();
        await alice.ReceiveAsync();

        // Joining the empty group was one delivery; one post is three more.
        await alice.BroadcastAsync("G1", 1);
        await alice.BroadcastAsync("G1", 2);

        (await alice.ReceiveAsync())["#message"]!.GetValue<int>().ShouldBe(1);
        (await alice.ReceiveAsync()).Text("#code").ShouldBe("TOO_MANY_REQUESTS");
    }

    [Fact]
    public async Task Wrong_tokens_count_as_frames()
    {
        await using var host = await GatewayHost.StartAsync(options => options.RateLimits.Connection.Frames = new RateLimit(Never, 1));
        await using var alice = await host.ConnectAsync("alice");

        await alice.SendFrameAsync(new { action = "joinRoom", rid = "G1", token = "wrong" });
        await alice.SendFrameAsync(new { action = "joinRoom", rid = "G1", token = "wrong" });

        var refused = await alice.ReceiveAsync();
        refused.Text("#code").ShouldBe("INVALID_TOKEN");
        refused.Text("#srid").ShouldBe("G1");
        (await alice.ReceiveAsync()).Text("#code").ShouldBe("TOO_MANY_REQUESTS");
    }

    [Fact]
    public async Task Requests_over_the_limit_are_answered_with_429_and_when_to_retry()
    {
        await using var host = await GatewayHost.StartAsync(options => options.RateLimits.Requests = new RateLimit(Never, 2));

        using var first = await host.RequestUpgradeAsync("wrong");
        var (second, _) = await host.QueryAsync(new { }, "wrong");
        using var third = await host.RequestUpgradeAsync(host.AccessToken("alice"));
        var (fourth, body) = await host.QueryAsync(new { }, host.IdToken("alice"));

        first.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        second.ShouldBe(HttpStatusCode.Unauthorized);
        third.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        third.Headers.RetryAfter.ShouldNotBeNull().Delta.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.Zero);
        fourth.ShouldBe(HttpStatusCode.TooManyRequests);
        body.Text("code").ShouldBe("TOO_MANY_REQUESTS");
    }

    [Fact]
    public async Task In_a_large_group_notices_over_the_limit_go_to_the_joiner_alone_and_presence_stays_exact()
    {
        // Three members cause 1 + 2 + 3 notices; the fourth's four are over the limit.
        await using var host = await GatewayHost.StartAsync(options => options.RateLimits.Notices = new RateLimit(Never, 6));
        await using var first = await host.ConnectAsync("first");
        await using var second = await host.ConnectAsync("second");
        await using var third = await host.ConnectAsync("third");
        await using var fourth = await host.ConnectAsync("fourth");
        await first.EnterAsync("G1");
        await second.EnterAsync("G1");
        await third.EnterAsync("G1");
        (await first.ReceiveAsync()).Text("#user_id").ShouldBe("second");
        (await first.ReceiveAsync()).Text("#user_id").ShouldBe("third");

        await fourth.EnterAsync("G1");

        await first.ExpectNothingAsync();
        var query = new { service = GatewayHost.Service, owner = GatewayHost.Owner, group = "G1" };
        var (_, body) = await host.QueryAsync(query, host.IdToken("first"));
        body["list"]!.AsArray().Count.ShouldBe(4);
    }
}
