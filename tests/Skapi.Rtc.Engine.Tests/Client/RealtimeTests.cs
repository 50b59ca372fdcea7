using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Tests.Infrastructure;
using Skapi.Rtc.InMemory;

namespace Skapi.Rtc.Tests.Client;

public sealed class RealtimeTests
{
    private const string BobsId = "5b1f3c1e-6c5f-4f0c-9d3a-0c2d1f9f8a11";

    private readonly LoopbackGateway _gateway = new();
    private readonly InMemoryTransport _transport = new();

    [Fact]
    public async Task Before_connecting_every_method_says_what_to_do()
    {
        await using var client = new SkapiClient(Party.Options("alice"), _transport, null, null, _gateway);

        foreach (var act in (Func<Task>[])[
            () => client.JoinRealtimeAsync("G"),
            () => client.PostRealtimeAsync("x", "G"),
            () => client.ConnectRtcAsync(new RtcCallOptions { Cid = "cid:b" }),
            () => client.CloseAllRtcAsync()])
        {
            (await Should.ThrowAsync<InvalidOperationException>(act)).Message.ShouldContain("ConnectRealtimeAsync()");
        }

        Should.Throw<InvalidOperationException>(() => client.ReadRealtimeEventsAsync()).Message.ShouldContain("ConnectRealtimeAsync()");
        client.UserId.ShouldBeNull();
        client.Cid.ShouldBeNull();
    }

    [Fact]
    public async Task A_post_to_the_group_reaches_its_members_and_its_sender()
    {
        await using var alice = await Party.ConnectAsync("alice", _gateway, _transport);
        await using var bob = await Party.ConnectAsync("bob", _gateway, _transport);
        await alice.Client.JoinRealtimeAsync("G").OrHang();
        await bob.Client.JoinRealtimeAsync("G").OrHang();
        await alice.Client.PostRealtimeAsync("100% \"sure\"", "G").OrHang();

        foreach (var party in (Party[])[alice, bob])
        {
            var heard = await party.HearAsync<RealtimeEvent.Message>();
            heard.Content!.Value.TryGetString(out var text).ShouldBeTrue();
            text.ShouldBe("100% \"sure\"");
            heard.SenderCid.ShouldBe(alice.Cid);
        }
    }

    [Fact]
    public async Task A_post_to_a_user_goes_out_as_the_published_client_sends_it()
    {
        await using var alice = await Party.ConnectAsync("alice", _gateway, _transport);
        await using var bob = await Party.ConnectAsync(BobsId, _gateway, _transport);
        await alice.Client.PostRealtimeAsync(RawJson.Parse("""{"a":1}"""), BobsId, new RealtimeNotification("Hi", "there", Always: true))
            .OrHang();

        (await bob.HearAsync<RealtimeEvent.Private>()).Content.ShouldBe(RawJson.Parse("""{"a":1}"""));
        var frame = _gateway.Frames.Single(sent => sent.Contains("sendMessage", StringComparison.Ordinal));
        frame.ShouldContain("\"token\":\"IdT:srv:own:id-token-of-alice\"");
        frame.ShouldContain("\"always\":true");
    }

    [Fact]
    public async Task A_post_to_a_group_that_was_not_joined_is_refused()
    {
        await using var alice = await Party.ConnectAsync("alice", _gateway, _transport);

        (await Should.ThrowAsync<SkapiException>(alice.Client.PostRealtimeAsync("x", "G").OrHang())).Message
            .ShouldContain("JoinRealtimeAsync(\"G\")");
    }

    [Fact]
    public async Task A_notification_of_3_KiB_in_the_published_client_s_writing_is_sent()
    {
        await using var alice = await Party.ConnectAsync("alice", _gateway, _transport);
        await alice.Client.JoinRealtimeAsync("G").OrHang();
        var longest = new string('あ', (3072 - """{"title":"“<t>”","body":""}""".Length - 4) / 3);

        await alice.Client.PostRealtimeAsync("x", "G", new RealtimeNotification("“<t>”", longest)).OrHang();
        _gateway.Frames.ShouldContain(frame => frame.Contains(longest, StringComparison.Ordinal));
        var tooLong = new RealtimeNotification("“<t>”", longest + "あ");
        (await Should.ThrowAsync<SkapiException>(alice.Client.PostRealtimeAsync("x", "G", tooLong).OrHang()))
            .Code.ShouldBe(SkapiErrorCode.InvalidParameter);
    }

    [Fact]
    public async Task A_notification_of_more_than_3_KiB_is_refused()
    {
        await using var alice = await Party.ConnectAsync("alice", _gateway, _transport);
        await alice.Client.JoinRealtimeAsync("G").OrHang();

        var error = await Should.ThrowAsync<SkapiException>(
            alice.Client.PostRealtimeAsync("x", "G", new RealtimeNotification("t", new string('x', 3072))).OrHang());
        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
    }

    [Fact]
    public async Task An_empty_name_is_misuse()
    {
        await using var alice = await Party.ConnectAsync("alice", _gateway, _transport);

        foreach (var act in (Func<Task>[])[
            () => alice.Client.JoinRealtimeAsync(""),
            () => alice.Client.PostRealtimeAsync("x", ""),
            () => alice.Client.PostRealtimeAsync("x", null!),
            () => alice.Client.GetRealtimeUsersAsync(""),
            () => alice.Client.GetRealtimeUsersAsync("room", ""),
            () => alice.Client.CloseRtcAsync(""),
            () => alice.Client.CloseRtcAsync(null!)])
        {
            await Should.ThrowAsync<ArgumentException>(() => act().OrHang());
        }
    }

    [Fact]
    public async Task Connecting_twice_is_refused_and_after_closing_it_works_again()
    {
        await using var alice = await Party.ConnectAsync("alice", _gateway, _transport);
        (await Should.ThrowAsync<InvalidOperationException>(alice.Client.ConnectRealtimeAsync().OrHang())).Message
            .ShouldContain("CloseRealtimeAsync()");
        await alice.Client.CloseRealtimeAsync().OrHang();
        await alice.Client.CloseRealtimeAsync().OrHang();

        await alice.Client.ConnectRealtimeAsync().OrHang();
        alice.Client.UserId.ShouldBe("alice");
    }

    [Fact]
    public async Task The_first_event_may_use_the_client()
    {
        var joined = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var client = new SkapiClient(Party.Options("alice"), _transport, null, null, _gateway);
        await client.ConnectRealtimeAsync(async raised =>
        {
            if (raised is RealtimeEvent.Success)
            {
                await client.JoinRealtimeAsync("G");
                joined.SetResult();
            }
        }).OrHang();

        await joined.Task.OrHang();
    }

    [Fact]
    public async Task The_events_can_be_read_instead_of_handled()
    {
        var client = new SkapiClient(Party.Options("alice"), _transport, null, null, _gateway);
        await client.ConnectRealtimeAsync().OrHang();
        var events = client.ReadRealtimeEventsAsync();
        await client.DisposeAsync().OrHang();

        (await events.ToListAsync().OrHang()).Select(raised => raised.Type).ShouldBe(["success", "close"]);
    }

    [Fact]
    public async Task Closing_leaves_the_group_and_the_others_hear_of_it()
    {
        var alice = await Party.ConnectAsync("alice", _gateway, _transport);
        await using var bob = await Party.ConnectAsync("bob", _gateway, _transport);
        await alice.Client.JoinRealtimeAsync("G").OrHang();
        await alice.DisposeAsync().OrHang();

        _gateway.Frames.ShouldContain(frame => frame.Contains("\"rid\":null", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_post_to_a_joined_group_with_the_name_of_a_user_id_goes_to_the_group()
    {
        await using var alice = await Party.ConnectAsync("alice", _gateway, _transport);
        await alice.Client.JoinRealtimeAsync(BobsId).OrHang();
        await alice.Client.PostRealtimeAsync("x", BobsId).OrHang();

        (await alice.HearAsync<RealtimeEvent.Message>()).SenderGroup.ShouldBe(BobsId);
    }

    [Fact]
    public async Task A_refused_group_is_forgotten_and_posts_to_the_joined_one_still_work()
    {
        await using var alice = await Party.ConnectAsync("alice", _gateway, _transport);
        await alice.Client.JoinRealtimeAsync("G").OrHang();
        await alice.HearAsync<RealtimeEvent.Notice>();
        await alice.Client.JoinRealtimeAsync(LoopbackGateway.RefusedGroup).OrHang();
        await alice.HearAsync<RealtimeEvent.Error>();

        await alice.Client.PostRealtimeAsync("x", "G").OrHang();
        (await alice.HearAsync<RealtimeEvent.Message>()).SenderGroup.ShouldBe("G");
        await Should.ThrowAsync<SkapiException>(alice.Client.PostRealtimeAsync("x", LoopbackGateway.RefusedGroup).OrHang());
    }

    [Fact]
    public async Task After_a_connection_is_lost_for_good_connecting_again_works()
    {
        var options = Party.Options("alice");
        options.Reconnect = ReconnectPolicy.Never;
        await using var client = new SkapiClient(options, _transport, null, null, _gateway);
        var gaveUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await client.ConnectRealtimeAsync(raised =>
        {
            if (raised is RealtimeEvent.Error { Text: "Skapi: Max reconnection attempts reached." })
                gaveUp.TrySetResult();
        }).OrHang();
        _gateway.Drop(client.Cid!);
        await gaveUp.Task.OrHang();

        client.State.ShouldBe(RealtimeState.Disconnected);
        var error = await Should.ThrowAsync<SkapiException>(client.JoinRealtimeAsync("G").OrHang());
        error.Code.ShouldBe(SkapiErrorCode.InvalidRequest);
        error.Message.ShouldContain("Execute ConnectRealtimeAsync()");
        await client.ConnectRealtimeAsync().OrHang();
        await client.JoinRealtimeAsync("G").OrHang();
    }

    [Fact]
    public async Task The_state_and_its_changes_are_told_in_order()
    {
        var changes = System.Threading.Channels.Channel.CreateUnbounded<(RealtimeState, RealtimeState)>();
        await using var client = new SkapiClient(Party.Options("alice"), _transport, null, null, _gateway);
        client.StateChanged += (_, change) => changes.Writer.TryWrite((change.Previous, change.Current));
        client.State.ShouldBe(RealtimeState.Disconnected);
        await client.ConnectRealtimeAsync().OrHang();
        (await changes.Reader.ReadAsync().OrHang()).ShouldBe((RealtimeState.Disconnected, RealtimeState.Connecting));
        (await changes.Reader.ReadAsync().OrHang()).ShouldBe((RealtimeState.Connecting, RealtimeState.Connected));

        _gateway.Drop(client.Cid!);
        (await changes.Reader.ReadAsync().OrHang()).ShouldBe((RealtimeState.Connected, RealtimeState.Reconnecting));
        (await changes.Reader.ReadAsync().OrHang()).ShouldBe((RealtimeState.Reconnecting, RealtimeState.Connected));
        await client.CloseRealtimeAsync().OrHang();
        (await changes.Reader.ReadAsync().OrHang()).ShouldBe((RealtimeState.Connected, RealtimeState.Disconnected));
    }

    [Fact]
    public async Task Tokens_are_asked_for_once_and_not_for_each_post()
    {
        var asked = 0;
        var options = Party.Options("alice");
        options.Tokens = _ =>
        {
            asked++;
            return ValueTask.FromResult(Tokens.Expiring("alice", DateTimeOffset.UtcNow.AddHours(1)));
        };
        await using var client = new SkapiClient(options, _transport, null, null, _gateway);
        await client.ConnectRealtimeAsync().OrHang();
        await client.JoinRealtimeAsync("G").OrHang();
        for (var post = 0; post < 3; post++)
            await client.PostRealtimeAsync("x", "G").OrHang();

        asked.ShouldBe(1);
    }
}
