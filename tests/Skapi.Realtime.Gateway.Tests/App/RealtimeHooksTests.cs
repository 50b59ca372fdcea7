using System.Net;
using System.Security.Claims;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.App;

public class RealtimeHooksTests
{
    private const string Notification = """{"title":"t","body":"b"}""";

    private readonly TestHooks _hooks = new();

    [Fact]
    public async Task Hooks_are_told_about_a_connection_from_its_beginning_to_its_end()
    {
        await using var host = await StartAsync();
        await using var alice = await host.ConnectAsync("alice");

        await alice.EnterAsync("G1");
        await alice.EnterAsync("G2");
        await alice.EnterAsync("G2");
        await alice.JoinAsync(null);
        await alice.EnterAsync("G3");
        await alice.CloseAsync();

        string[] expected =
        [
            "connecting alice", "connected alice", "joining G1", "joined G1", "joining G2", "left G1", "joined G2", "left G2", "joining G3",
            "joined G3", "left G3", "disconnected The client closed.",
        ];
        foreach (var line in expected)
            (await _hooks.Calls.ReadAsync().AsTask().OrHang()).ShouldBe(line);
    }

    [Fact]
    public async Task A_hook_refuses_a_connection()
    {
        _hooks.Connecting = (_, claims) => claims.FindFirst("sub")!.Value == "alice" ? RealtimeDecision.Refuse("Not you.") : default;
        await using var host = await StartAsync();

        using var refused = await host.RequestUpgradeAsync(host.AccessToken("alice"));

        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Not you.");
        await using var bob = await host.ConnectAsync("bob");
        await bob.EnterAsync("G1");
    }

    [Fact]
    public async Task A_hook_refuses_a_join()
    {
        _hooks.Joining = group => group == "secret" ? RealtimeDecision.Refuse("Members only.") : default;
        await using var host = await StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await alice.EnterAsync("G1");

        await alice.JoinAsync("secret");

        var error = await alice.ReceiveAsync();
        error.Text("#code").ShouldBe("INVALID_REQUEST");
        error.Text("#error").ShouldBe("joinRoom: Members only.");
        error.Text("#srid").ShouldBe("secret");
        await alice.BroadcastAsync("G1", "still here");
        (await alice.ReceiveAsync()).Text("#message").ShouldBe("still here");
    }

    [Fact]
    public async Task A_hook_sees_changes_and_refuses_posts()
    {
        _hooks.Posting = post => post.Message.ToString() switch
        {
            "\"bad\"" => RealtimeDecision.Refuse("Be nice."),
            "\"shout\"" => RealtimeDecision.Replace(RawJson.FromString("whisper")),
            _ => default,
        };
        await using var host = await StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await alice.EnterAsync("G1");

        await alice.BroadcastAsync("G1", "bad");
        await alice.BroadcastAsync("G1", "shout");
        await alice.SendToUserAsync("alice", "shout");
        await alice.SendToUserAsync("alice", "fine");

        (await alice.ReceiveAsync()).Text("#error").ShouldBe("broadcast: Be nice.");
        (await alice.ReceiveAsync()).Text("#message").ShouldBe("whisper");
        (await alice.ReceiveAsync()).Text("#private").ShouldBe("whisper");
        (await alice.ReceiveAsync()).Text("#private").ShouldBe("fine");
        var peer = new RealtimePeer(GatewayHost.Service, GatewayHost.Owner, "alice", alice.Cid);
        _hooks.Posts[0].ShouldBe(new RealtimePost(peer, "G1", null, RawJson.FromString("bad"), null, NotifiesAlways: false));
        _hooks.Posts[3].ShouldBe(new RealtimePost(peer, null, "alice", RawJson.FromString("fine"), null, NotifiesAlways: false));
    }

    [Fact]
    public async Task A_post_that_the_gateway_refuses_is_not_shown_to_hooks()
    {
        await using var host = await StartAsync();
        await using var alice = await host.ConnectAsync("alice");

        await alice.BroadcastAsync("G1", "not joined");

        (await alice.ReceiveAsync()).Text("#code").ShouldBe("INVALID_REQUEST");
        _hooks.Posts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_post_to_a_user_who_is_not_connected_is_offered_to_the_app()
    {
        _hooks.Undelivered = post => post.Notification is not null;
        await using var host = await StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        var frame = new
        {
            action = "sendMessage",
            uid = "bob",
            content = 1,
            notification = Notification,
            notificationConfig = new { always = true },
            token = alice.PostToken,
        };

        await alice.SendFrameAsync(frame);
        await alice.SendToUserAsync("bob", 2);

        // The first one was accepted silently; the second has no notification, and the app does not accept it.
        (await alice.ReceiveAsync()).Text("#code").ShouldBe("NOT_EXISTS");
        await alice.ExpectNothingAsync();
        _hooks.Offered.Count.ShouldBe(2);
        _hooks.Offered[0].UserId.ShouldBe("bob");
        _hooks.Offered[0].Notification.ShouldBe(Notification);
        _hooks.Offered[0].NotifiesAlways.ShouldBeTrue();
    }

    [Fact]
    public async Task A_hook_that_throws_refuses_and_is_logged()
    {
        _hooks.Joining = _ => throw new InvalidOperationException("database");
        await using var host = await StartAsync();
        await using var alice = await host.ConnectAsync("alice");

        await alice.JoinAsync("G1");

        var error = await alice.ReceiveAsync();
        error.Text("#code").ShouldBe("INVALID_REQUEST");
        error.Text("#error").ShouldNotBeNull().ShouldNotContain("database");
        host.Log.Lines.ShouldContain(line => line.Contains("OnJoiningAsync", StringComparison.Ordinal)
            && line.Contains("database", StringComparison.Ordinal));
        await alice.ExpectNothingAsync();
    }

    [Fact]
    public async Task A_hook_that_gives_up_waiting_refuses_and_is_logged()
    {
        _hooks.Joining = _ => throw new TaskCanceledException("The database took too long.");
        await using var host = await StartAsync();
        await using var alice = await host.ConnectAsync("alice");

        await alice.JoinAsync("G1");

        (await alice.ReceiveAsync()).Text("#code").ShouldBe("INVALID_REQUEST");
        host.Log.Lines.ShouldContain(line => line.Contains("The database took too long.", StringComparison.Ordinal));
        await alice.ExpectNothingAsync();
    }

    [Fact]
    public async Task A_hook_that_gives_up_waiting_when_a_client_has_joined_keeps_the_connection()
    {
        _hooks.Joined = static _ => throw new TaskCanceledException("The database took too long.");
        await using var host = await StartAsync();
        await using var alice = await host.ConnectAsync("alice");

        await alice.EnterAsync("G1");

        await alice.BroadcastAsync("G1", "still here");
        (await alice.ReceiveAsync()).Text("#message").ShouldBe("still here");
        host.Log.Lines.ShouldContain(line => line.Contains("OnJoinedAsync", StringComparison.Ordinal)
            && line.Contains("The database took too long.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hooks_are_told_about_a_disconnect_if_one_of_them_gives_up_waiting_before()
    {
        _hooks.Left = static _ => throw new TaskCanceledException("The database took too long.");
        await using var host = await StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await alice.EnterAsync("G1");

        await alice.CloseAsync();

        string[] expected =
        [
            "connecting alice", "connected alice", "joining G1", "joined G1", "left G1", "disconnected The client closed.",
        ];
        foreach (var line in expected)
            (await _hooks.Calls.ReadAsync().AsTask().OrHang()).ShouldBe(line);
    }

    [Fact]
    public async Task A_slow_hook_delays_its_own_connection_only()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _hooks.BeforeJoining = group => group == "slow" ? release.Task : Task.CompletedTask;
        await using var host = await StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await using var bob = await host.ConnectAsync("bob");

        await alice.JoinAsync("slow");
        await bob.EnterAsync("G1");
        await bob.SignalAsync(alice.Cid, new { meanwhile = true });

        (await alice.ReceiveAsync())["#rtc"]!["meanwhile"]!.GetValue<bool>().ShouldBeTrue();
        release.SetResult();
        (await alice.ReceiveAsync()).Text("#code").ShouldBe("USER_JOINED");
    }

    private Task<GatewayHost> StartAsync() =>
        GatewayHost.StartAsync(addServices: services => services.AddSingleton<RealtimeHooks>(_hooks));

    private sealed class TestHooks : RealtimeHooks
    {
        private readonly Channel<string> _calls = Channel.CreateUnbounded<string>();

        public ChannelReader<string> Calls => _calls.Reader;

        public List<RealtimePost> Posts { get; } = [];

        public List<RealtimePost> Offered { get; } = [];

        public Func<RealtimePeer, ClaimsPrincipal, RealtimeDecision> Connecting { get; set; } = (_, _) => default;

        public Func<string, RealtimeDecision> Joining { get; set; } = _ => default;

        public Func<string, Task> BeforeJoining { get; set; } = _ => Task.CompletedTask;

        public Action<string> Joined { get; set; } = static _ => { };

        public Action<string> Left { get; set; } = static _ => { };

        public Func<RealtimePost, RealtimeDecision> Posting { get; set; } = _ => default;

        public Func<RealtimePost, bool> Undelivered { get; set; } = _ => false;

        public override ValueTask<RealtimeDecision> OnConnectingAsync(
            RealtimePeer peer, ClaimsPrincipal claims, CancellationToken cancellationToken)
        {
            _calls.Writer.TryWrite($"connecting {peer.UserId}");
            return new(Connecting(peer, claims));
        }

        public override ValueTask OnConnectedAsync(RealtimePeer peer, CancellationToken cancellationToken) =>
            Add($"connected {peer.UserId}");

        public override ValueTask OnDisconnectedAsync(RealtimePeer peer, string reason, CancellationToken cancellationToken) =>
            Add($"disconnected {reason}");

        public override async ValueTask<RealtimeDecision> OnJoiningAsync(
            RealtimePeer peer, string group, CancellationToken cancellationToken)
        {
            await Add($"joining {group}");
            await BeforeJoining(group);
            return Joining(group);
        }

        public override async ValueTask OnJoinedAsync(RealtimePeer peer, string group, CancellationToken cancellationToken)
        {
            await Add($"joined {group}");
            Joined(group);
        }

        public override async ValueTask OnLeftAsync(RealtimePeer peer, string group, CancellationToken cancellationToken)
        {
            await Add($"left {group}");
            Left(group);
        }

        public override ValueTask<RealtimeDecision> OnPostingAsync(RealtimePost post, CancellationToken cancellationToken)
        {
            Posts.Add(post);
            return new(Posting(post));
        }

        public override ValueTask<bool> OnUndeliveredAsync(RealtimePost post, CancellationToken cancellationToken)
        {
            Offered.Add(post);
            return new(Undelivered(post));
        }

        private ValueTask Add(string call)
        {
            _calls.Writer.TryWrite(call);
            return ValueTask.CompletedTask;
        }
    }
}
