using Skapi.Protocol;
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
            var error = await Should.ThrowAsync<SkapiException>(act);
            error.Code.ShouldBe(SkapiErrorCode.InvalidRequest);
            error.Message.ShouldContain("ConnectRealtimeAsync()");
        }

        Should.Throw<SkapiException>(() => client.ReadRealtimeEventsAsync()).Code.ShouldBe(SkapiErrorCode.InvalidRequest);
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
        await alice.Client.PostRealtimeAsync(RawJson.Parse("""{"a":1}"""), BobsId, new RealtimeNotification("Hi", "there", Always: true)).OrHang();

        (await bob.HearAsync<RealtimeEvent.Private>()).Content.ShouldBe(RawJson.Parse("""{"a":1}"""));
        var frame = _gateway.Frames.Single(sent => sent.Contains("sendMessage", StringComparison.Ordinal));
        frame.ShouldContain("\"token\":\"IdT:srv:own:id-token-of-alice\"");
        frame.ShouldContain("\"always\":true");
    }

    [Fact]
    public async Task A_post_to_a_group_that_was_not_joined_is_refused()
    {
        await using var alice = await Party.ConnectAsync("alice", _gateway, _transport);

        (await Should.ThrowAsync<SkapiException>(alice.Client.PostRealtimeAsync("x", "G").OrHang())).Message.ShouldContain("JoinRealtimeAsync(\"G\")");
    }

    [Fact]
    public async Task A_notification_of_3_KiB_in_the_published_client_s_writing_is_sent()
    {
        await using var alice = await Party.ConnectAsync("alice", _gateway, _transport);
        await alice.Client.JoinRealtimeAsync("G").OrHang();
        var longest = new string('あ', (3072 - """{"title":"“<t>”","body":""}""".Length - 4) / 3);

        await alice.Client.PostRealtimeAsync("x", "G", new RealtimeNotification("“<t>”", longest)).OrHang();
        _gateway.Frames.ShouldContain(frame => frame.Contains(longest, StringComparison.Ordinal));
        (await Should.ThrowAsync<SkapiException>(alice.Client.PostRealtimeAsync("x", "G", new RealtimeNotification("“<t>”", longest + "あ")).OrHang()))
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
    public async Task Who_is_named_by_an_empty_text_is_an_invalid_parameter()
    {
        await using var alice = await Party.ConnectAsync("alice", _gateway, _transport);

        foreach (var act in (Func<Task>[])[
            () => alice.Client.JoinRealtimeAsync(""),
            () => alice.Client.PostRealtimeAsync("x", ""),
            () => alice.Client.PostRealtimeAsync("x", null!),
            () => alice.Client.CloseRtcAsync(""),
            () => alice.Client.CloseRtcAsync(null!)])
        {
            (await Should.ThrowAsync<SkapiException>(() => act().OrHang())).Code.ShouldBe(SkapiErrorCode.InvalidParameter);
        }
    }

    [Fact]
    public async Task Connecting_twice_is_refused_and_after_closing_it_works_again()
    {
        await using var alice = await Party.ConnectAsync("alice", _gateway, _transport);
        (await Should.ThrowAsync<SkapiException>(alice.Client.ConnectRealtimeAsync().OrHang())).Code.ShouldBe(SkapiErrorCode.InvalidRequest);
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
}
