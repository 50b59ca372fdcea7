using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Tests.Infrastructure;

namespace Skapi.Rtc.Tests.Client;

/// <summary>The media and the network paths of a connected call.</summary>
public sealed class CallMediaTests : CallFixture
{
    [Fact]
    public async Task Media_added_in_a_call_reach_the_other_side()
    {
        var call = await Alice.Client.ConnectRtcAsync(Call()).OrHang();
        var incoming = await Bob.IsCalledAsync();
        await incoming.ConnectRtcAsync().OrHang();
        var alice = await call.Connection.OrHang();
        await using var heardByBob = incoming.ReadRtcEventsAsync().GetAsyncEnumerator();
        await alice.AddMediaAsync(new MediaOptions { Audio = new AudioSource.Tone() }).OrHang();

        (await UntilAsync<RtcEvent.Track>(heardByBob)).MediaTrack.Kind.ShouldBe(MediaKind.Audio);
    }

    [Fact]
    public async Task Only_audio_and_video_can_be_muted()
    {
        var (alice, _) = await ConnectAsync();

        foreach (var kind in (MediaKind[])[default, MediaKind.From("text")])
            await Should.ThrowAsync<ArgumentException>(async () => await alice.SetMutedAsync(kind, muted: true));
        await alice.SetMutedAsync(MediaKind.Audio, muted: true).OrHang();
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
        var call = await Alice.Client.ConnectRtcAsync(Call()).OrHang();
        await (await Bob.IsCalledAsync()).ConnectRtcAsync().OrHang();
        var alice = await call.Connection.OrHang();
        await using var events = call.ReadRtcEventsAsync().GetAsyncEnumerator();
        while ((await UntilAsync<RtcEvent.ConnectionStateChange>(events)).State != PeerConnectionState.Connected)
        {
            // What follows is of the restart.
        }

        var offers = Gateway.Frames.Count(frame => frame.Contains("sdpoffer", StringComparison.Ordinal));
        await alice.RestartIceAsync().OrHang();
        while ((await UntilAsync<RtcEvent.SignalingStateChange>(events)).State != SignalingState.Stable)
        {
            // The offer is made, and its answer is on its way.
        }

        Gateway.Frames.Count(frame => frame.Contains("sdpoffer", StringComparison.Ordinal)).ShouldBe(offers + 1);
        alice.Closed.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_source_is_replaced_and_removed_without_negotiation()
    {
        var call = await Alice.Client.ConnectRtcAsync(Call() with { Media = new MediaOptions { Audio = new AudioSource.Tone() } })
            .OrHang();
        await (await Bob.IsCalledAsync()).ConnectRtcAsync().OrHang();
        var alice = await call.Connection.OrHang();
        var offers = Gateway.Frames.Count(frame => frame.Contains("sdpoffer", StringComparison.Ordinal));
        await alice.ReplaceAudioAsync(new AudioSource.Tone(880)).OrHang();
        await alice.ReplaceAudioAsync(null).OrHang();

        Gateway.Frames.Count(frame => frame.Contains("sdpoffer", StringComparison.Ordinal)).ShouldBe(offers);
        (await Should.ThrowAsync<SkapiException>(alice.ReplaceVideoAsync(new VideoSource.TestPattern()).OrHang())).Code
            .ShouldBe(SkapiErrorCode.InvalidRequest);
    }
}
