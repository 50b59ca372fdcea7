using Skapi.Protocol;
using Skapi.Realtime.Gateway;
using Skapi.Rtc;
using Skapi.Rtc.Managed;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Transport;

namespace Skapi.Calls.Tests;

/// <summary>Whole calls between two clients over a real gateway and the managed transport, with networks that fail.</summary>
public sealed class ManagedCallTests : IAsyncLifetime
{
    private const string Channel = "text-chat";

    private readonly ManagedTransport _transport = new();
    private DevelopmentGateway _gateway = null!;
    private LossyGateway _network = null!;
    private CallParty _alice = null!;
    private CallParty _bob = null!;

    public async Task InitializeAsync()
    {
        _gateway = await DevelopmentGateway.StartAsync();
        _network = LossyGateway.Start(_gateway.WebSocketEndpoint);
        _alice = await JoinAsync();
        _bob = await JoinAsync();
    }

    public async Task DisposeAsync()
    {
        await _alice.DisposeAsync();
        await _bob.DisposeAsync();
        await _network.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task A_call_connects_carries_messages_both_ways_and_is_hung_up()
    {
        var (alices, bobs) = await ConnectAsync();

        await BothSayAsync(alices, bobs, "hello");
        alices.Hangup();

        (await bobs.Closed.WaitAsync(CallParty.HangGuard)).ShouldBe(CallEndReason.HungUp);
        (await alices.Closed.WaitAsync(CallParty.HangGuard)).ShouldBe(CallEndReason.HungUp);
    }

    [Fact]
    public async Task Both_calling_at_once_end_in_one_call()
    {
        var calls = await Task.WhenAll(
            _alice.Client.ConnectRtcAsync(OptionsFor(_bob), _alice.Rtc.Add),
            _bob.Client.ConnectRtcAsync(OptionsFor(_alice), _bob.Rtc.Add));

        var connections = await Task.WhenAll(calls.Select(call => call.Connection)).WaitAsync(CallParty.HangGuard);

        await BothSayAsync(connections[0], connections[1], "after you");
    }

    [Fact]
    public async Task A_call_goes_on_while_both_sockets_are_lost_and_opened_again_and_can_be_hung_up_then()
    {
        var (alices, bobs) = await ConnectAsync();
        var returned = Task.WhenAll(ReturnsAsync(_alice), ReturnsAsync(_bob));

        _network.DropConnections();
        await BothSayAsync(alices, bobs, "without signalling");
        await returned.WaitAsync(CallParty.HangGuard);
        await BothSayAsync(alices, bobs, "with signalling again");
        bobs.Hangup();

        (await alices.Closed.WaitAsync(CallParty.HangGuard)).ShouldBe(CallEndReason.HungUp);
    }

    [Fact]
    public async Task A_call_whose_ice_is_restarted_goes_on()
    {
        var (alices, bobs) = await ConnectAsync();
        var gathered = Candidates(_alice);

        await alices.RestartIceAsync();

        await _alice.Rtc.OneAsync<RtcEvent.SignalingStateChange>(_ => IsRenegotiated(_alice));
        await _bob.Rtc.OneAsync<RtcEvent.SignalingStateChange>(_ => IsRenegotiated(_bob));
        await _alice.Rtc.OneAsync<RtcEvent.IceCandidateFound>(_ => Candidates(_alice) > gathered);
        await BothSayAsync(alices, bobs, "on a new path");
        alices.State.ShouldBe(PeerConnectionState.Connected);
    }

    [Fact]
    public async Task Ice_can_be_restarted_after_the_sockets_were_lost()
    {
        var (alices, bobs) = await ConnectAsync();
        var returned = Task.WhenAll(ReturnsAsync(_alice), ReturnsAsync(_bob));
        _network.DropConnections();
        await returned.WaitAsync(CallParty.HangGuard);

        await bobs.RestartIceAsync();

        await _alice.Rtc.OneAsync<RtcEvent.SignalingStateChange>(_ => IsRenegotiated(_alice));
        await _bob.Rtc.OneAsync<RtcEvent.SignalingStateChange>(_ => IsRenegotiated(_bob));
        await BothSayAsync(alices, bobs, "on a new path");
    }

    private static RtcCallOptions OptionsFor(CallParty callee) => new() { Cid = callee.Cid, Channels = [DataChannelOptions.TextChat] };

    // Stable for a second time: after the first negotiation of the call, and after the one of the restart.
    private static bool IsRenegotiated(CallParty party) =>
        party.Rtc.All.OfType<RtcEvent.SignalingStateChange>().Count(change => change.State == SignalingState.Stable) >= 2;

    private static int Candidates(CallParty party) => party.Rtc.All.OfType<RtcEvent.IceCandidateFound>().Count();

    private static Task ReturnsAsync(CallParty party)
    {
        var returned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var wasLost = false;
        party.Client.StateChanged += (_, change) =>
        {
            wasLost |= change.Current == RealtimeState.Reconnecting;
            if (wasLost && change.Current == RealtimeState.Connected)
                returned.TrySetResult();
        };
        return returned.Task;
    }

    private Task<CallParty> JoinAsync() => CallParty.JoinAsync(_gateway, _transport, options =>
    {
        options.WebSocketEndpoint = _network.WebSocketEndpoint;
        options.Reconnect = new ReconnectPolicy(TimeSpan.Zero, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(200));
    });

    private async Task<(RtcConnection Alices, RtcConnection Bobs)> ConnectAsync()
    {
        var call = await _alice.Client.ConnectRtcAsync(OptionsFor(_bob), _alice.Rtc.Add);
        var incoming = await _bob.RingsAsync();
        var bobs = await incoming.ConnectRtcAsync(new RtcAnswerOptions(), _bob.Rtc.Add).WaitAsync(CallParty.HangGuard);
        return (await call.Connection.WaitAsync(CallParty.HangGuard), bobs);
    }

    private async Task BothSayAsync(RtcConnection alices, RtcConnection bobs, string text)
    {
        await Task.WhenAll(_alice.Rtc.OneAsync<RtcEvent.DataChannelOpen>(), _bob.Rtc.OneAsync<RtcEvent.DataChannelOpen>());
        alices.Send(Channel, text);
        await _bob.Rtc.OneAsync<RtcEvent.DataChannelMessage>(message => message.Data == text);
        bobs.Send(Channel, text);
        await _alice.Rtc.OneAsync<RtcEvent.DataChannelMessage>(message => message.Data == text);
    }
}
