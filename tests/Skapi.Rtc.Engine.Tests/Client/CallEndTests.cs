using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Tests.Infrastructure;

namespace Skapi.Rtc.Tests.Client;

/// <summary>How calls end, and what an ended call answers.</summary>
public sealed class CallEndTests : CallFixture
{
    [Fact]
    public async Task Whoever_closes_the_last_channel_hangs_up()
    {
        var call = await Alice.Client.ConnectRtcAsync(Call()).OrHang();
        var bob = await (await Bob.IsCalledAsync()).ConnectRtcAsync().OrHang();
        await UntilAsync<RtcEvent.DataChannelOpen>(call.ReadRtcEventsAsync().GetAsyncEnumerator());

        (await call.Connection.OrHang()).Channels["default"].Close();
        (await call.Closed.OrHang()).ShouldBe(CallEndReason.HungUp);
        (await bob.Closed.OrHang()).ShouldBe(CallEndReason.HungUp);
    }

    [Fact]
    public async Task A_rejected_call_says_so_on_both_sides()
    {
        var call = await Alice.Client.ConnectRtcAsync(Call()).OrHang();
        (await Bob.IsCalledAsync()).Hangup();

        (await Should.ThrowAsync<CallEndedException>(call.Connection.OrHang())).Reason.ShouldBe(CallEndReason.Rejected);
        (await call.Closed.OrHang()).ShouldBe(CallEndReason.Rejected);
        (await Alice.HearAsync<RealtimeEvent.RtcClosed>()).Code.ShouldBe("rejected");
        (await Bob.HearAsync<RealtimeEvent.RtcClosed>()).Code.ShouldBe("rejected");
    }

    [Fact]
    public async Task A_cancelled_call_says_so_on_both_sides()
    {
        var call = await Alice.Client.ConnectRtcAsync(Call()).OrHang();
        var incoming = await Bob.IsCalledAsync();
        call.Hangup();

        (await Should.ThrowAsync<CallEndedException>(call.Connection.OrHang())).Reason.ShouldBe(CallEndReason.Cancelled);
        (await incoming.Closed.OrHang()).ShouldBe(CallEndReason.Cancelled);
        (await Should.ThrowAsync<CallEndedException>(incoming.ConnectRtcAsync().OrHang())).Reason.ShouldBe(CallEndReason.Cancelled);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Either_side_can_hang_up(bool caller)
    {
        var (alice, bob) = await ConnectAsync();
        (caller ? alice : bob).Hangup();

        (await alice.Closed.OrHang()).ShouldBe(CallEndReason.HungUp);
        (await bob.Closed.OrHang()).ShouldBe(CallEndReason.HungUp);
        (await Alice.HearAsync<RealtimeEvent.RtcClosed>()).SenderCid.ShouldBe(Bob.Cid);
        (await Bob.HearAsync<RealtimeEvent.RtcClosed>()).SenderCid.ShouldBe(Alice.Cid);
    }

    [Fact]
    public async Task Giving_up_an_acceptance_ends_the_call()
    {
        var call = await Alice.Client.ConnectRtcAsync(Call()).OrHang();
        var incoming = await Bob.IsCalledAsync();

        await Should.ThrowAsync<OperationCanceledException>(
            incoming.ConnectRtcAsync(null, (Action<RtcEvent>?)null, new CancellationToken(canceled: true)).OrHang());
        await Should.ThrowAsync<CallEndedException>(call.Connection.OrHang());
    }

    [Fact]
    public async Task What_is_asked_of_an_ended_call_is_an_invalid_request()
    {
        var (alice, _) = await ConnectAsync();
        alice.Hangup();
        await alice.Closed.OrHang();

        alice.Hangup();
        (await Should.ThrowAsync<SkapiException>(alice.AddMediaAsync(MediaOptions.Test).OrHang())).Code
            .ShouldBe(SkapiErrorCode.InvalidRequest);
        Should.Throw<SkapiException>(() => alice.Send("default", "late")).Code.ShouldBe(SkapiErrorCode.InvalidRequest);
    }

    [Fact]
    public async Task CloseRtc_ends_the_call_with_a_cid_and_CloseAllRtc_every_call()
    {
        var (first, _) = await ConnectAsync();
        await Alice.Client.CloseRtcAsync("cid:nobody").OrHang();
        first.Closed.IsCompleted.ShouldBeFalse();
        await Alice.Client.CloseRtcAsync(Bob.Cid).OrHang();
        first.Closed.IsCompleted.ShouldBeTrue();

        var (second, _) = await ConnectAsync();
        await Alice.Client.CloseAllRtcAsync().OrHang();
        second.Closed.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task CloseRtc_ends_a_call_that_is_still_being_placed()
    {
        var placing = Alice.Client.ConnectRtcAsync(Call());
        await Alice.Client.CloseRtcAsync(Bob.Cid).OrHang();

        (await Should.ThrowAsync<CallEndedException>(async () => await (await placing.OrHang()).Connection.OrHang())).Reason
            .ShouldBe(CallEndReason.Cancelled);
        Alice.Client.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Disposing_a_connection_ends_the_call()
    {
        var (alice, bob) = await ConnectAsync();
        await alice.DisposeAsync().OrHang();

        alice.Closed.IsCompleted.ShouldBeTrue();
        (await bob.Closed.OrHang()).ShouldBe(CallEndReason.HungUp);
        await alice.DisposeAsync().OrHang();
    }

    [Fact]
    public async Task A_call_can_be_rejected_with_a_reason()
    {
        var call = await Alice.Client.ConnectRtcAsync(Call()).OrHang();
        (await Bob.IsCalledAsync()).Reject(CallEndReason.From("lunch"));

        (await call.Closed.OrHang()).ShouldBe(CallEndReason.From("lunch"));
    }

    [Fact]
    public async Task An_empty_reason_is_misuse_and_the_call_still_rings()
    {
        var call = await Alice.Client.ConnectRtcAsync(Call()).OrHang();
        var incoming = await Bob.IsCalledAsync();

        Should.Throw<ArgumentException>(() => incoming.Reject(default(CallEndReason)));

        incoming.Reject();
        (await call.Closed.OrHang()).ShouldBe(CallEndReason.Rejected);
    }

    [Fact]
    public async Task Closing_the_client_ends_its_calls_and_tells_the_other_side()
    {
        var (alice, bob) = await ConnectAsync();
        await Alice.Client.CloseRealtimeAsync().OrHang();

        (await alice.Closed.OrHang()).ShouldBe(CallEndReason.Closed);
        (await bob.Closed.OrHang()).ShouldBe(CallEndReason.Closed);
        await Alice.HearAsync<RealtimeEvent.RtcClosed>();
        await Alice.HearAsync<RealtimeEvent.Close>();
    }

    [Fact]
    public async Task Calls_placed_while_the_client_closes_end_too()
    {
        var placing = Enumerable.Range(0, 50)
            .Select(index => Task.Run(() => Alice.Client.ConnectRtcAsync(new RtcCallOptions { Cid = $"cid:x{index}" })))
            .ToList();
        await Alice.Client.CloseRealtimeAsync().OrHang();

        foreach (var placed in placing)
        {
            try
            {
                await (await placed.OrHang()).Closed.OrHang();
            }
            catch (Exception error) when (error is SkapiException or InvalidOperationException)
            {
                // Too late to be placed, or over before it was.
            }
        }
    }
}
