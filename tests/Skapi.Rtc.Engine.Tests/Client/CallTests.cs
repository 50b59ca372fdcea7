using Skapi.Protocol;
using Skapi.Rtc.Tests.Infrastructure;

namespace Skapi.Rtc.Tests.Client;

/// <summary>Placing and accepting calls, and their events.</summary>
public sealed class CallTests : CallFixture
{
    [Fact]
    public async Task A_call_that_is_accepted_connects_both_sides()
    {
        var (alice, bob) = await ConnectAsync();

        alice.Cid.ShouldBe(Bob.Cid);
        bob.Cid.ShouldBe(Alice.Cid);
    }

    [Fact]
    public async Task Messages_go_both_ways()
    {
        var call = await Alice.Client.ConnectRtcAsync(Call()).OrHang();
        var incoming = await Bob.IsCalledAsync();
        var bob = await incoming.ConnectRtcAsync().OrHang();
        var alice = await call.Connection.OrHang();
        await using var heardByAlice = call.ReadRtcEventsAsync().GetAsyncEnumerator();
        await using var heardByBob = incoming.ReadRtcEventsAsync().GetAsyncEnumerator();
        await UntilAsync<RtcEvent.DataChannelOpen>(heardByAlice);
        await UntilAsync<RtcEvent.DataChannelOpen>(heardByBob);

        alice.Send("default", "hello");
        (await UntilAsync<RtcEvent.DataChannelMessage>(heardByBob)).Data.ShouldBe("hello");
        bob.Send("default", [1, 2]);
        (await UntilAsync<RtcEvent.DataChannelMessage>(heardByAlice)).Binary!.Value.ToArray().ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_hundred_calls_in_a_row_connect_and_end()
    {
        for (var round = 0; round < 100; round++)
        {
            var (alice, bob) = await ConnectAsync();
            (round % 2 == 0 ? alice : bob).Hangup();
            await Task.WhenAll(alice.Closed, bob.Closed).OrHang();
        }
    }

    [Fact]
    public async Task Nobody_behind_the_cid_is_unreachable()
    {
        var call = await Alice.Client.ConnectRtcAsync(new RtcCallOptions { Cid = "cid:nobody" }).OrHang();

        (await Should.ThrowAsync<CallEndedException>(call.Connection.OrHang())).Reason.ShouldBe(CallEndReason.Unreachable);
    }

    [Fact]
    public async Task Calling_twice_is_refused_and_the_first_call_goes_on()
    {
        var call = await Alice.Client.ConnectRtcAsync(Call()).OrHang();

        var error = await Should.ThrowAsync<SkapiException>(Alice.Client.ConnectRtcAsync(Call()).OrHang());
        error.Code.ShouldBe(SkapiErrorCode.InvalidRequest);
        error.Message.ShouldBe($"There is a call with {Bob.Cid} already. Hang up first.");
        await (await Bob.IsCalledAsync()).ConnectRtcAsync().OrHang();
        await call.Connection.OrHang();
    }

    [Fact]
    public async Task Calling_oneself_is_refused() =>
        (await Should.ThrowAsync<SkapiException>(Alice.Client.ConnectRtcAsync(new RtcCallOptions { Cid = Alice.Cid }).OrHang())).Code
            .ShouldBe(SkapiErrorCode.InvalidParameter);

    [Fact]
    public async Task Accepting_twice_is_refused()
    {
        await Alice.Client.ConnectRtcAsync(Call()).OrHang();
        var incoming = await Bob.IsCalledAsync();
        await incoming.ConnectRtcAsync().OrHang();

        (await Should.ThrowAsync<InvalidOperationException>(incoming.ConnectRtcAsync().OrHang())).Message.ShouldContain("accepted already");
    }

    [Fact]
    public async Task Both_calling_at_once_connects_both_calls_into_one()
    {
        var calls = await Task.WhenAll(
            Alice.Client.ConnectRtcAsync(Call()),
            Bob.Client.ConnectRtcAsync(new RtcCallOptions { Cid = Alice.Cid })).OrHang();

        var (alice, bob) = (await calls[0].Connection.OrHang(), await calls[1].Connection.OrHang());
        alice.Hangup();
        await Task.WhenAll(alice.Closed, bob.Closed).OrHang();
    }

    [Fact]
    public async Task A_realtime_handler_may_call_and_wait_for_the_connection()
    {
        var connected = new TaskCompletionSource<RtcConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var carol = new SkapiClient(Party.Options("carol"), Transport, null, null, Gateway);
        await carol.ConnectRealtimeAsync(async raised =>
        {
            if (raised is RealtimeEvent.Success)
            {
                var call = await carol.ConnectRtcAsync(Call());
                connected.SetResult(await call.Connection);
            }
        }).OrHang();
        await (await Bob.IsCalledAsync()).ConnectRtcAsync().OrHang();

        (await connected.Task.OrHang()).Cid.ShouldBe(Bob.Cid);
    }

    [Fact]
    public async Task A_handler_that_throws_costs_nothing()
    {
        var call = await Alice.Client.ConnectRtcAsync(Call(), _ => throw new InvalidOperationException("the app's own fault")).OrHang();
        await (await Bob.IsCalledAsync()).ConnectRtcAsync(null, _ => throw new InvalidOperationException("the app's own fault")).OrHang();

        await call.Connection.OrHang();
    }

    [Fact]
    public async Task The_events_of_a_call_come_in_order_and_end_with_it()
    {
        var call = await Alice.Client.ConnectRtcAsync(Call()).OrHang();
        await (await Bob.IsCalledAsync()).ConnectRtcAsync().OrHang();
        (await call.Connection.OrHang()).Hangup();

        var events = await call.ReadRtcEventsAsync().ToListAsync().OrHang();
        var states = events.OfType<RtcEvent.ConnectionStateChange>().Select(change => change.State.Value);
        states.ShouldBe(["connecting", "connected", "closed"]);
    }

    [Fact]
    public async Task A_channel_that_is_not_there_is_named_beside_those_that_are()
    {
        var (alice, _) = await ConnectAsync();

        Should.Throw<SkapiException>(() => alice.Send("gaming", "x")).Message
            .ShouldBe("The call has no data channel “gaming”: it has “default”.");
    }

    [Fact]
    public async Task The_live_call_behind_an_event_is_found_after_closing_and_not_behind_a_copy()
    {
        await Alice.Client.ConnectRtcAsync(Call()).OrHang();
        var raised = await Bob.HearAsync<RealtimeEvent.RtcIncoming>();
        await Bob.Client.CloseRealtimeAsync().OrHang();

        Bob.Client.GetIncomingCall(raised).Cid.ShouldBe(Alice.Cid);
        Should.Throw<ArgumentException>(() => Bob.Client.GetIncomingCall(raised with { }));
        Should.Throw<ArgumentException>(() => Alice.Client.GetIncomingCall(raised));
    }

    [Fact]
    public async Task The_client_lists_its_live_calls()
    {
        var call = await Alice.Client.ConnectRtcAsync(Call()).OrHang();
        var incoming = await Bob.IsCalledAsync();

        Alice.Client.Calls.ShouldBe([call]);
        Bob.Client.Calls.ShouldBe([incoming]);
        call.Hangup();
        await Task.WhenAll(call.Closed, incoming.Closed).OrHang();
        Alice.Client.Calls.ShouldBeEmpty();
    }
}
