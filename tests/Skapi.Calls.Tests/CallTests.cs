using Skapi.Protocol;
using Skapi.Realtime.Gateway;
using Skapi.Rtc.Realtime;
using Skapi.Rtc;
using Skapi.Rtc.GStreamer;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Calls.Tests;

/// <summary>Whole calls between two clients over a real gateway and GStreamer.</summary>
public sealed class CallTests : IAsyncLifetime
{
    private readonly GStreamerTransport _transport = new();
    private DevelopmentGateway _gateway = null!;
    private CallParty _alice = null!;
    private CallParty _bob = null!;

    public async Task InitializeAsync()
    {
        _gateway = await DevelopmentGateway.StartAsync();
        _alice = await CallParty.JoinAsync(_gateway, _transport);
        _bob = await CallParty.JoinAsync(_gateway, _transport);
    }

    public async Task DisposeAsync()
    {
        await _alice.DisposeAsync();
        await _bob.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task An_accepted_call_connects_both_sides_and_carries_messages_both_ways()
    {
        var (alices, bobs) = await ConnectAsync();

        await SayAsync(alices, _alice, "hello", _bob);
        await SayAsync(bobs, _bob, "hello yourself", _alice);
    }

    [Fact]
    public async Task Sound_and_pictures_flow_both_ways()
    {
        await ConnectAsync(MediaOptions.Test);

        await Task.WhenAll(SeesAndHearsAsync(_alice), SeesAndHearsAsync(_bob));
    }

    [Fact]
    public async Task Media_added_to_a_connected_call_flows()
    {
        var (alices, _) = await ConnectAsync();

        await alices.AddMediaAsync(MediaOptions.Test);

        await SeesAndHearsAsync(_bob);
    }

    [Fact]
    public async Task Media_that_both_sides_add_at_once_flows_both_ways()
    {
        var (alices, bobs) = await ConnectAsync();

        await Task.WhenAll(alices.AddMediaAsync(MediaOptions.Test), bobs.AddMediaAsync(MediaOptions.Test));

        await Task.WhenAll(SeesAndHearsAsync(_alice), SeesAndHearsAsync(_bob));
    }

    [Fact]
    public async Task A_call_that_is_rejected_fails_with_that_reason_and_closes_on_both_sides()
    {
        var call = await DialAsync();

        (await _bob.RingsAsync()).Hangup();

        (await FailureOfAsync(call)).ShouldBe(CallEndReason.Rejected);
        await ClosesAsync(CallEndReason.Rejected);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_while_it_rings_closes_on_both_sides()
    {
        var call = await DialAsync();
        await _bob.RingsAsync();

        call.Hangup();

        (await FailureOfAsync(call)).ShouldBe(CallEndReason.Cancelled);
        await ClosesAsync(CallEndReason.Cancelled);
    }

    [Fact]
    public async Task The_caller_hangs_up()
    {
        var (alices, bobs) = await ConnectAsync();

        alices.Hangup();

        (await bobs.Closed.WaitAsync(CallParty.HangGuard)).ShouldBe(CallEndReason.HungUp);
        await ClosesAsync(CallEndReason.HungUp);
    }

    [Fact]
    public async Task The_callee_hangs_up()
    {
        var (alices, bobs) = await ConnectAsync();

        bobs.Hangup();

        (await alices.Closed.WaitAsync(CallParty.HangGuard)).ShouldBe(CallEndReason.HungUp);
        await ClosesAsync(CallEndReason.HungUp);
    }

    [Fact]
    public async Task A_client_that_closes_ends_its_calls_with_that_reason()
    {
        var (alices, _) = await ConnectAsync();

        await _bob.Client.CloseRealtimeAsync();

        (await alices.Closed.WaitAsync(CallParty.HangGuard)).ShouldBe(CallEndReason.Closed);
    }

    [Fact]
    public async Task An_unknown_cid_is_unreachable_at_once()
    {
        var call = await _alice.Client.ConnectRtcAsync(new RtcCallOptions { Cid = "cid:nobody" });

        (await FailureOfAsync(call)).ShouldBe(CallEndReason.Unreachable);
    }

    [Fact]
    public async Task A_call_that_nobody_accepts_times_out_on_both_sides()
    {
        await using var impatient = await CallParty.JoinAsync(
            _gateway, _transport, options => options.RingTimeout = TimeSpan.FromSeconds(1));

        var call = await impatient.Client.ConnectRtcAsync(new RtcCallOptions { Cid = _bob.Cid });
        await _bob.RingsAsync();

        (await FailureOfAsync(call)).ShouldBe(CallEndReason.TimedOut);
        (await _bob.ReceivesAsync<RealtimeEvent.RtcClosed>()).Code.ShouldBe(CallEndReason.TimedOut.Value);
    }

    [Fact]
    public async Task Both_calling_at_once_end_in_one_call()
    {
        var calls = await Task.WhenAll(
            _alice.Client.ConnectRtcAsync(OptionsFor(_bob), _alice.Rtc.Add),
            _bob.Client.ConnectRtcAsync(OptionsFor(_alice), _bob.Rtc.Add));

        var connections = await Task.WhenAll(calls.Select(call => call.Connection)).WaitAsync(CallParty.HangGuard);

        await SayAsync(connections[0], _alice, "after you", _bob);
    }

    [Fact]
    public async Task The_users_of_the_group_can_be_called()
    {
        var users = await _alice.Client.GetRealtimeUsersAsync();

        users.Select(user => user.Cid).ShouldBe([_alice.Cid, _bob.Cid], ignoreOrder: true);
        (await _alice.Client.GetRealtimeGroupsAsync()).ShouldHaveSingleItem().ShouldBe(new RealtimeGroup("tests", 2));
    }

    private static RtcCallOptions OptionsFor(CallParty callee, MediaOptions? media = null) =>
        new() { Cid = callee.Cid, Media = media, Channels = [DataChannelOptions.TextChat] };

    /// <summary>The reason of a call that does not connect.</summary>
    private static async Task<CallEndReason> FailureOfAsync(OutgoingCall call) =>
        (await Should.ThrowAsync<CallEndedException>(call.Connection.WaitAsync(CallParty.HangGuard))).Reason;

    private Task<OutgoingCall> DialAsync(MediaOptions? media = null) =>
        _alice.Client.ConnectRtcAsync(OptionsFor(_bob, media), _alice.Rtc.Add);

    private async Task<(RtcConnection Alices, RtcConnection Bobs)> ConnectAsync(MediaOptions? media = null)
    {
        var call = await DialAsync(media);
        var incoming = await _bob.RingsAsync();
        var bobs = await incoming.ConnectRtcAsync(new RtcAnswerOptions { Media = media }, _bob.Rtc.Add).WaitAsync(CallParty.HangGuard);
        return (await call.Connection.WaitAsync(CallParty.HangGuard), bobs);
    }

    private static async Task SayAsync(RtcConnection connection, CallParty speaker, string text, CallParty listener)
    {
        await speaker.Rtc.OneAsync<RtcEvent.DataChannelOpen>();
        connection.Send("text-chat", text);
        (await listener.Rtc.OneAsync<RtcEvent.DataChannelMessage>()).Data.ShouldBe(text);
    }

    private static async Task SeesAndHearsAsync(CallParty party)
    {
        const int few = 5;
        var video = party.Client.GetTrack(await party.Rtc.OneAsync<RtcEvent.Track>(track => track.MediaTrack.Kind == MediaKind.Video));
        var audio = party.Client.GetTrack(await party.Rtc.OneAsync<RtcEvent.Track>(track => track.MediaTrack.Kind == MediaKind.Audio));
        var (pictures, sounds) = (new Countdown(few), new Countdown(few));
        using var seen = video.OnVideoFrame(_ => pictures.Count());
        using var heard = audio.OnAudioFrame(_ => sounds.Count());
        await Task.WhenAll(pictures.Reached, sounds.Reached).WaitAsync(CallParty.HangGuard);
    }

    private async Task ClosesAsync(CallEndReason reason)
    {
        (await _alice.ReceivesAsync<RealtimeEvent.RtcClosed>()).Code.ShouldBe(reason.Value);
        (await _bob.ReceivesAsync<RealtimeEvent.RtcClosed>()).Code.ShouldBe(reason.Value);
    }
}
