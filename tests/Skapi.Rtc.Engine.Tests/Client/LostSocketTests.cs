using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Tests.Infrastructure;

namespace Skapi.Rtc.Tests.Client;

/// <summary>Calls whose realtime connection is lost.</summary>
public sealed class LostSocketTests : CallFixture
{
    [Fact]
    public async Task A_call_that_is_placed_and_cancelled_while_offline_never_rings()
    {
        using var offline = new CancellationTokenSource();
        Gateway.RefuseUntil(offline.Token);
        Gateway.Drop(Alice.Cid);
        await Alice.HearAsync<RealtimeEvent.Reconnect>();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var call = await Alice.Client.ConnectRtcAsync(Call()).OrHang();
            call.Hangup();
            await call.Closed.OrHang();
        }

        await offline.CancelAsync();
        await Alice.HearAsync<RealtimeEvent.Success>();
        await Alice.Client.JoinRealtimeAsync("G").OrHang();
        Gateway.Frames.ShouldNotContain(frame => frame.Contains("\"rtc\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_survives_a_dropped_socket_and_ends_with_a_reason()
    {
        var (alice, bob) = await ConnectAsync();
        Gateway.Drop(Alice.Cid);
        await Alice.HearAsync<RealtimeEvent.Reconnect>();
        await Alice.HearAsync<RealtimeEvent.Success>();
        alice.Hangup();

        (await bob.Closed.OrHang()).ShouldBe(CallEndReason.HungUp);
    }

    [Fact]
    public async Task Both_sides_find_each_other_again_after_both_have_lost_their_sockets()
    {
        var call = await Alice.Client.ConnectRtcAsync(Call()).OrHang();
        var incoming = await Bob.IsCalledAsync();
        await incoming.ConnectRtcAsync().OrHang();
        var alice = await call.Connection.OrHang();
        await using var heardByBob = incoming.ReadRtcEventsAsync().GetAsyncEnumerator();
        Gateway.Drop(Alice.Cid);
        Gateway.Drop(Bob.Cid);
        await Alice.HearAsync<RealtimeEvent.Reconnect>();
        await Bob.HearAsync<RealtimeEvent.Reconnect>();
        await alice.AddMediaAsync(new MediaOptions { Audio = new AudioSource.Tone() }).OrHang();

        (await UntilAsync<RtcEvent.Track>(heardByBob)).MediaTrack.Kind.ShouldBe(MediaKind.Audio);
    }
}
