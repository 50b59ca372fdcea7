using Microsoft.Extensions.Time.Testing;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Hosting;

public class FrameTokenTests
{
    [Theory]
    [InlineData("joinRoom")]
    [InlineData("broadcast")]
    [InlineData("sendMessage")]
    [InlineData("rtc")]
    public async Task A_frame_with_another_users_token_is_an_error(string action)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");

        await alice.SendFrameAsync(
            new { action, rid = "G1", uid = "cid:x", content = new { sdpoffer = 1 }, token = host.AccessToken("bob") });

        var error = await alice.ReceiveAsync();
        error.Text("#code").ShouldBe("INVALID_TOKEN");
        error.Text("#error").ShouldNotBeNull().ShouldStartWith($"{action}: “token”");
        await alice.ExpectNothingAsync();
    }

    [Theory]
    [InlineData("IdT:")]
    [InlineData("IdT:ap22service:owner")]
    [InlineData("IdT:another:00000000-0000-4000-8000-00000000beef:TOKEN")]
    [InlineData("IdT:ap22service:another:TOKEN")]
    [InlineData("IdT:ap22service:00000000-0000-4000-8000-00000000beef:null")]
    [InlineData("null")]
    public async Task A_post_needs_a_token_of_its_service_and_owner(string token)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await alice.EnterAsync("G1");
        var text = token.Replace("TOKEN", host.IdToken("alice"), StringComparison.Ordinal);

        await alice.SendFrameAsync(new { action = "broadcast", rid = "G1", content = 1, token = text });

        (await alice.ReceiveAsync()).Text("#code").ShouldBe("INVALID_TOKEN");
        await alice.ExpectNothingAsync();
    }

    [Fact]
    public async Task A_token_of_the_same_user_in_another_service_is_an_error()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");

        await alice.SendFrameAsync(new { action = "joinRoom", rid = "G1", token = host.AccessToken("alice", "ap22other") });

        (await alice.ReceiveAsync()).Text("#code").ShouldBe("INVALID_TOKEN");
    }

    [Fact]
    public async Task A_refreshed_token_of_the_user_is_good()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");

        var token = host.Tokens.IssueAccessToken("alice", GatewayHost.Service, GatewayHost.Owner, TimeSpan.FromHours(5));
        await alice.SendFrameAsync(new { action = "joinRoom", rid = "G1", token });

        (await alice.ReceiveAsync()).Text("#code").ShouldBe("USER_JOINED");
    }

    [Fact]
    public async Task A_connection_outlives_the_token_it_began_with_and_accepts_no_other_that_has_expired()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await GatewayHost.StartAsync(StayWithoutAnswers, time);
        await using var alice = await host.ConnectAsync("alice");
        var other = host.Tokens.IssueAccessToken("alice", GatewayHost.Service, GatewayHost.Owner, TimeSpan.FromMinutes(59));
        time.Advance(TimeSpan.FromHours(2));

        await alice.EnterAsync("G1");
        await alice.SendFrameAsync(new { action = "joinRoom", rid = "G2", token = other });

        (await alice.ReceiveAsync()).Text("#code").ShouldBe("INVALID_TOKEN");
    }

    [Fact]
    public async Task A_client_that_uses_one_token_for_all_frames_keeps_it_after_it_has_expired()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await GatewayHost.StartAsync(StayWithoutAnswers, time);
        await using var alice = await host.ConnectAsync("alice");
        await alice.EnterAsync("G1");
        var post = new { action = "broadcast", rid = "G1", content = "hello", token = alice.AccessToken };
        await alice.SendFrameAsync(post);
        (await alice.ReceiveAsync()).Text("#message").ShouldBe("hello");
        time.Advance(TimeSpan.FromHours(2));

        await alice.SendFrameAsync(post);
        await alice.JoinAsync("G2");

        (await alice.ReceiveAsync()).Text("#message").ShouldBe("hello");
        (await alice.ReceiveAsync()).Text("#code").ShouldBe("USER_JOINED");
    }

    /// <summary>A client of a test answers pings only while the test reads.</summary>
    private static void StayWithoutAnswers(SkapiRealtimeOptions options) => options.KeepAliveInterval = TimeSpan.FromDays(1);
}
