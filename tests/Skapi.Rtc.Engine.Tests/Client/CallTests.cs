using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Tests.Infrastructure;
using Skapi.Rtc.InMemory;

namespace Skapi.Rtc.Tests.Client;

public sealed class CallTests : IAsyncLifetime
{
    private readonly LoopbackGateway _gateway = new();
    private readonly InMemoryTransport _transport = new();
    private Party _alice = null!;
    private Party _bob = null!;

    public async Task InitializeAsync()
    {
        _alice = await Party.ConnectAsync("alice", _gateway, _transport);
        _bob = await Party.ConnectAsync("bob", _gateway, _transport);
    }

    public async Task DisposeAsync()
    {
        await _alice.DisposeAsync().OrHang();
        await _bob.DisposeAsync().OrHang();
    }

    [Fact]
    public async Task A_call_that_is_accepted_connects_both_sides()
    {
        var (alice, bob) = await ConnectAsync();

        alice.Cid.ShouldBe(_bob.Cid);
        bob.Cid.ShouldBe(_alice.Cid);
    }

    [Fact]
    public async Task Messages_go_both_ways()
    {
        var call = await _alice.Client.ConnectRtcAsync(Call()).OrHang();
        var incoming = await _bob.IsCalledAsync();
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
    public async Task Whoever_closes_the_last_channel_hangs_up()
    {
        var call = await _alice.Client.ConnectRtcAsync(Call()).OrHang();
        var bob = await (await _bob.IsCalledAsync()).ConnectRtcAsync().OrHang();
        await UntilAsync<RtcEvent.DataChannelOpen>(call.ReadRtcEventsAsync().GetAsyncEnumerator());

        (await call.Connection.OrHang()).Channels["default"].Close();
        (await call.Closed.OrHang()).ShouldBe(CallEndReason.HungUp);
        (await bob.Closed.OrHang()).ShouldBe(CallEndReason.HungUp);
    }

    [Fact]
    public async Task A_rejected_call_says_so_on_both_sides()
    {
        var call = await _alice.Client.ConnectRtcAsync(Call()).OrHang();
        (await _bob.IsCalledAsync()).Hangup();

        (await Should.ThrowAsync<CallEndedException>(call.Connection.OrHang())).Reason.ShouldBe(CallEndReason.Rejected);
        (await call.Closed.OrHang()).ShouldBe(CallEndReason.Rejected);
        (await _alice.HearAsync<RealtimeEvent.RtcClosed>()).Code.ShouldBe("rejected");
        (await _bob.HearAsync<RealtimeEvent.RtcClosed>()).Code.ShouldBe("rejected");
    }

    [Fact]
    public async Task A_cancelled_call_says_so_on_both_sides()
    {
        var call = await _alice.Client.ConnectRtcAsync(Call()).OrHang();
        var incoming = await _bob.IsCalledAsync();
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
        (await _alice.HearAsync<RealtimeEvent.RtcClosed>()).SenderCid.ShouldBe(_bob.Cid);
        (await _bob.HearAsync<RealtimeEvent.RtcClosed>()).SenderCid.ShouldBe(_alice.Cid);
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
        var call = await _alice.Client.ConnectRtcAsync(new RtcCallOptions { Cid = "cid:nobody" }).OrHang();

        (await Should.ThrowAsync<CallEndedException>(call.Connection.OrHang())).Reason.ShouldBe(CallEndReason.Unreachable);
    }

    [Fact]
    public async Task Calling_twice_is_refused_and_the_first_call_goes_on()
    {
        var call = await _alice.Client.ConnectRtcAsync(Call()).OrHang();

        var error = await Should.ThrowAsync<SkapiException>(_alice.Client.ConnectRtcAsync(Call()).OrHang());
        error.Code.ShouldBe(SkapiErrorCode.InvalidRequest);
        error.Message.ShouldBe($"There is a call with {_bob.Cid} already. Hang up first.");
        await (await _bob.IsCalledAsync()).ConnectRtcAsync().OrHang();
        await call.Connection.OrHang();
    }

    [Fact]
    public async Task Calling_oneself_is_refused() =>
        (await Should.ThrowAsync<SkapiException>(_alice.Client.ConnectRtcAsync(new RtcCallOptions { Cid = _alice.Cid }).OrHang())).Code
            .ShouldBe(SkapiErrorCode.InvalidParameter);

    [Fact]
    public async Task Accepting_twice_is_refused()
    {
        await _alice.Client.ConnectRtcAsync(Call()).OrHang();
        var incoming = await _bob.IsCalledAsync();
        await incoming.ConnectRtcAsync().OrHang();

        (await Should.ThrowAsync<InvalidOperationException>(incoming.ConnectRtcAsync().OrHang())).Message.ShouldContain("accepted already");
    }

    [Fact]
    public async Task Both_calling_at_once_connects_both_calls_into_one()
    {
        var calls = await Task.WhenAll(
            _alice.Client.ConnectRtcAsync(Call()),
            _bob.Client.ConnectRtcAsync(new RtcCallOptions { Cid = _alice.Cid })).OrHang();

        var (alice, bob) = (await calls[0].Connection.OrHang(), await calls[1].Connection.OrHang());
        alice.Hangup();
        await Task.WhenAll(alice.Closed, bob.Closed).OrHang();
    }

    [Fact]
    public async Task Giving_up_an_acceptance_ends_the_call()
    {
        var call = await _alice.Client.ConnectRtcAsync(Call()).OrHang();
        var incoming = await _bob.IsCalledAsync();

        await Should.ThrowAsync<OperationCanceledException>(
            incoming.ConnectRtcAsync(null, (Action<RtcEvent>?)null, new CancellationToken(canceled: true)).OrHang());
        await Should.ThrowAsync<CallEndedException>(call.Connection.OrHang());
    }

    [Fact]
    public async Task A_realtime_handler_may_call_and_wait_for_the_connection()
    {
        var connected = new TaskCompletionSource<RtcConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var carol = new SkapiClient(Party.Options("carol"), _transport, null, null, _gateway);
        await carol.ConnectRealtimeAsync(async raised =>
        {
            if (raised is RealtimeEvent.Success)
            {
                var call = await carol.ConnectRtcAsync(Call());
                connected.SetResult(await call.Connection);
            }
        }).OrHang();
        await (await _bob.IsCalledAsync()).ConnectRtcAsync().OrHang();

        (await connected.Task.OrHang()).Cid.ShouldBe(_bob.Cid);
    }

    [Fact]
    public async Task A_handler_that_throws_costs_nothing()
    {
        var call = await _alice.Client.ConnectRtcAsync(Call(), _ => throw new InvalidOperationException("the app's own fault")).OrHang();
        await (await _bob.IsCalledAsync()).ConnectRtcAsync(null, _ => throw new InvalidOperationException("the app's own fault")).OrHang();

        await call.Connection.OrHang();
    }

    [Fact]
    public async Task Media_added_in_a_call_reach_the_other_side()
    {
        var call = await _alice.Client.ConnectRtcAsync(Call()).OrHang();
        var incoming = await _bob.IsCalledAsync();
        await incoming.ConnectRtcAsync().OrHang();
        var alice = await call.Connection.OrHang();
        await using var heardByBob = incoming.ReadRtcEventsAsync().GetAsyncEnumerator();
        await alice.AddMediaAsync(new MediaOptions { Audio = new AudioSource.Tone() }).OrHang();

        (await UntilAsync<RtcEvent.Track>(heardByBob)).MediaTrack.Kind.ShouldBe(MediaKind.Audio);
    }

    [Fact]
    public async Task The_events_of_a_call_come_in_order_and_end_with_it()
    {
        var call = await _alice.Client.ConnectRtcAsync(Call()).OrHang();
        await (await _bob.IsCalledAsync()).ConnectRtcAsync().OrHang();
        (await call.Connection.OrHang()).Hangup();

        var events = await call.ReadRtcEventsAsync().ToListAsync().OrHang();
        var states = events.OfType<RtcEvent.ConnectionStateChange>().Select(change => change.State.Value);
        states.ShouldBe(["connecting", "connected", "closed"]);
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
    public async Task A_channel_that_is_not_there_is_named_beside_those_that_are()
    {
        var (alice, _) = await ConnectAsync();

        Should.Throw<SkapiException>(() => alice.Send("gaming", "x")).Message
            .ShouldBe("The call has no data channel “gaming”: it has “default”.");
    }

    [Fact]
    public async Task CloseRtc_ends_the_call_with_a_cid_and_CloseAllRtc_every_call()
    {
        var (first, _) = await ConnectAsync();
        await _alice.Client.CloseRtcAsync("cid:nobody").OrHang();
        first.Closed.IsCompleted.ShouldBeFalse();
        await _alice.Client.CloseRtcAsync(_bob.Cid).OrHang();
        first.Closed.IsCompleted.ShouldBeTrue();

        var (second, _) = await ConnectAsync();
        await _alice.Client.CloseAllRtcAsync().OrHang();
        second.Closed.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task CloseRtc_ends_a_call_that_is_still_being_placed()
    {
        var placing = _alice.Client.ConnectRtcAsync(Call());
        await _alice.Client.CloseRtcAsync(_bob.Cid).OrHang();

        (await Should.ThrowAsync<CallEndedException>(async () => await (await placing.OrHang()).Connection.OrHang())).Reason
            .ShouldBe(CallEndReason.Cancelled);
        _alice.Client.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_call_has_statistics()
    {
        var (alice, _) = await ConnectAsync();

        (await alice.GetStatsAsync().OrHang()).Transport.SelectedCandidatePair.ShouldNotBeNull();
        alice.State.ShouldBe(PeerConnectionState.Connected);
    }

    [Fact]
    public async Task Restarting_ice_negotiates_and_the_call_goes_on()
    {
        var call = await _alice.Client.ConnectRtcAsync(Call()).OrHang();
        await (await _bob.IsCalledAsync()).ConnectRtcAsync().OrHang();
        var alice = await call.Connection.OrHang();
        await using var events = call.ReadRtcEventsAsync().GetAsyncEnumerator();
        while ((await UntilAsync<RtcEvent.ConnectionStateChange>(events)).State != PeerConnectionState.Connected)
        {
            // What follows is of the restart.
        }

        var offers = _gateway.Frames.Count(frame => frame.Contains("sdpoffer", StringComparison.Ordinal));
        await alice.RestartIceAsync().OrHang();
        while ((await UntilAsync<RtcEvent.SignalingStateChange>(events)).State != SignalingState.Stable)
        {
            // The offer is made, and its answer is on its way.
        }

        _gateway.Frames.Count(frame => frame.Contains("sdpoffer", StringComparison.Ordinal)).ShouldBe(offers + 1);
        alice.Closed.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_source_is_replaced_and_removed_without_negotiation()
    {
        var call = await _alice.Client.ConnectRtcAsync(Call() with { Media = new MediaOptions { Audio = new AudioSource.Tone() } })
            .OrHang();
        await (await _bob.IsCalledAsync()).ConnectRtcAsync().OrHang();
        var alice = await call.Connection.OrHang();
        var offers = _gateway.Frames.Count(frame => frame.Contains("sdpoffer", StringComparison.Ordinal));
        await alice.ReplaceAudioAsync(new AudioSource.Tone(880)).OrHang();
        await alice.ReplaceAudioAsync(null).OrHang();

        _gateway.Frames.Count(frame => frame.Contains("sdpoffer", StringComparison.Ordinal)).ShouldBe(offers);
        (await Should.ThrowAsync<SkapiException>(alice.ReplaceVideoAsync(new VideoSource.TestPattern()).OrHang())).Code
            .ShouldBe(SkapiErrorCode.InvalidRequest);
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
        var call = await _alice.Client.ConnectRtcAsync(Call()).OrHang();
        (await _bob.IsCalledAsync()).Reject(CallEndReason.From("lunch"));

        (await call.Closed.OrHang()).ShouldBe(CallEndReason.From("lunch"));
    }

    [Fact]
    public async Task The_live_call_behind_an_event_is_found_after_closing_and_not_behind_a_copy()
    {
        await _alice.Client.ConnectRtcAsync(Call()).OrHang();
        var raised = await _bob.HearAsync<RealtimeEvent.RtcIncoming>();
        await _bob.Client.CloseRealtimeAsync().OrHang();

        _bob.Client.GetIncomingCall(raised).Cid.ShouldBe(_alice.Cid);
        Should.Throw<ArgumentException>(() => _bob.Client.GetIncomingCall(raised with { }));
        Should.Throw<ArgumentException>(() => _alice.Client.GetIncomingCall(raised));
    }

    [Fact]
    public async Task The_client_lists_its_live_calls()
    {
        var call = await _alice.Client.ConnectRtcAsync(Call()).OrHang();
        var incoming = await _bob.IsCalledAsync();

        _alice.Client.Calls.ShouldBe([call]);
        _bob.Client.Calls.ShouldBe([incoming]);
        call.Hangup();
        await Task.WhenAll(call.Closed, incoming.Closed).OrHang();
        _alice.Client.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_call_that_is_placed_and_cancelled_while_offline_never_rings()
    {
        using var offline = new CancellationTokenSource();
        _gateway.RefuseUntil(offline.Token);
        _gateway.Drop(_alice.Cid);
        await _alice.HearAsync<RealtimeEvent.Reconnect>();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var call = await _alice.Client.ConnectRtcAsync(Call()).OrHang();
            call.Hangup();
            await call.Closed.OrHang();
        }

        await offline.CancelAsync();
        await _alice.HearAsync<RealtimeEvent.Success>();
        await _alice.Client.JoinRealtimeAsync("G").OrHang();
        _gateway.Frames.ShouldNotContain(frame => frame.Contains("\"rtc\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Closing_the_client_ends_its_calls_and_tells_the_other_side()
    {
        var (alice, bob) = await ConnectAsync();
        await _alice.Client.CloseRealtimeAsync().OrHang();

        (await alice.Closed.OrHang()).ShouldBe(CallEndReason.Closed);
        (await bob.Closed.OrHang()).ShouldBe(CallEndReason.Closed);
        await _alice.HearAsync<RealtimeEvent.RtcClosed>();
        await _alice.HearAsync<RealtimeEvent.Close>();
    }

    [Fact]
    public async Task Calls_placed_while_the_client_closes_end_too()
    {
        var placing = Enumerable.Range(0, 50)
            .Select(index => Task.Run(() => _alice.Client.ConnectRtcAsync(new RtcCallOptions { Cid = $"cid:x{index}" })))
            .ToList();
        await _alice.Client.CloseRealtimeAsync().OrHang();

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

    [Fact]
    public async Task A_call_survives_a_dropped_socket_and_ends_with_a_reason()
    {
        var (alice, bob) = await ConnectAsync();
        _gateway.Drop(_alice.Cid);
        await _alice.HearAsync<RealtimeEvent.Reconnect>();
        await _alice.HearAsync<RealtimeEvent.Success>();
        alice.Hangup();

        (await bob.Closed.OrHang()).ShouldBe(CallEndReason.HungUp);
    }

    [Fact]
    public async Task Both_sides_find_each_other_again_after_both_have_lost_their_sockets()
    {
        var call = await _alice.Client.ConnectRtcAsync(Call()).OrHang();
        var incoming = await _bob.IsCalledAsync();
        await incoming.ConnectRtcAsync().OrHang();
        var alice = await call.Connection.OrHang();
        await using var heardByBob = incoming.ReadRtcEventsAsync().GetAsyncEnumerator();
        _gateway.Drop(_alice.Cid);
        _gateway.Drop(_bob.Cid);
        await _alice.HearAsync<RealtimeEvent.Reconnect>();
        await _bob.HearAsync<RealtimeEvent.Reconnect>();
        await alice.AddMediaAsync(new MediaOptions { Audio = new AudioSource.Tone() }).OrHang();

        (await UntilAsync<RtcEvent.Track>(heardByBob)).MediaTrack.Kind.ShouldBe(MediaKind.Audio);
    }

    private RtcCallOptions Call() => new() { Cid = _bob.Cid };

    private async Task<(RtcConnection Alice, RtcConnection Bob)> ConnectAsync()
    {
        var call = await _alice.Client.ConnectRtcAsync(Call()).OrHang();
        var bob = await (await _bob.IsCalledAsync()).ConnectRtcAsync().OrHang();
        return (await call.Connection.OrHang(), bob);
    }

    private static async Task<T> UntilAsync<T>(IAsyncEnumerator<RtcEvent> events)
        where T : RtcEvent
    {
        while (await events.MoveNextAsync().OrHang())
        {
            if (events.Current is T found)
                return found;
        }

        throw new InvalidOperationException($"The call ended without {typeof(T).Name}.");
    }
}
