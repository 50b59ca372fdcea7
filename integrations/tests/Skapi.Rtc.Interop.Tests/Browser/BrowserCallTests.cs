using Skapi.Browser.Tests.Rig;
using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Interop.Tests.Browser;

/// <summary>Calls between a .NET peer over SIPSorcery and a page with the published client.</summary>
public sealed class BrowserCallTests(BrowserRig rig) : IClassFixture<BrowserRig>
{
    private static readonly VideoSource.TestPattern Pattern = new(Width: 320, Height: 240, FrameRate: 15);

    [Fact]
    public async Task Dotnet_calls_the_page_and_both_write_until_dotnet_hangs_up()
    {
        await using var page = await rig.JoinPageAsync("sip-calls");
        await using var peer = await JoinAsync("sip-calls");

        var call = await peer.CallAsync(page.Cid, media: null, DataChannelOptions.TextChat);
        await page.AcceptAsync();
        var connection = await call.Connection.WaitAsync(PeerRecorder.HangGuard);
        await BothWriteAsync(page, peer, connection);

        connection.Hangup();
        await page.RealtimeAsync("rtc:closed");
        (await call.Closed.WaitAsync(PeerRecorder.HangGuard)).ShouldBe(CallEndReason.HungUp);
    }

    [Fact]
    public async Task The_page_calls_dotnet_and_both_write_until_the_page_hangs_up()
    {
        await using var page = await rig.JoinPageAsync("sip-is-called");
        await using var peer = await JoinAsync("sip-is-called");

        await page.CallAsync(peer.Cid, channels: "text-chat");
        var connection = await peer.AcceptAsync();
        await page.ConnectionAsync();
        await BothWriteAsync(page, peer, connection);

        await page.RunAsync("hangUp");
        (await connection.Closed.WaitAsync(PeerRecorder.HangGuard)).ShouldBe(CallEndReason.HungUp);
    }

    [Fact]
    public async Task Dotnet_sends_the_page_video_and_a_G711_tone_and_receives_both()
    {
        var sound = new EncodedFeed(MediaCodec.Pcmu);
        await using var page = await rig.JoinPageAsync("sip-media-out");
        await using var peer = await JoinAsync("sip-media-out");
        using var tone = Sounds.PlayTone(sound, 1000);

        var call = await peer.CallAsync(page.Cid, MediaWith(sound), DataChannelOptions.TextChat);
        await page.AcceptAsync(media: true);

        await BothSeeAndHearAsync(page, await call.Connection.WaitAsync(PeerRecorder.HangGuard));
    }

    [Fact]
    public async Task The_page_calls_dotnet_and_gets_video_and_a_G711_tone()
    {
        var sound = new EncodedFeed(MediaCodec.Pcmu);
        await using var page = await rig.JoinPageAsync("sip-media-in");
        await using var peer = await JoinAsync("sip-media-in");
        using var tone = Sounds.PlayTone(sound, 1000);

        await page.CallAsync(peer.Cid, media: true, "text-chat");
        var connection = await peer.AcceptAsync(MediaWith(sound));
        await page.ConnectionAsync();

        await BothSeeAndHearAsync(page, connection);
    }

    [Fact]
    public async Task A_page_that_goes_away_ends_the_call()
    {
        var page = await rig.JoinPageAsync("sip-closing");
        await using var peer = await JoinAsync("sip-closing");
        await page.CallAsync(peer.Cid, channels: "text-chat");
        var connection = await peer.AcceptAsync();
        await peer.RtcAsync<RtcEvent.DataChannelOpen>();

        await page.DisposeAsync();

        await peer.RtcAsync<RtcEvent.DataChannelClose>();
        (await connection.Closed.WaitAsync(PeerRecorder.HangGuard)).ShouldBe(CallEndReason.Gone);
    }

    private Task<DotNetPeer> JoinAsync(string group) =>
        DotNetPeer.JoinAsync(rig.Gateway, Stacks.SipSorceryWithCodecs, group);

    private static MediaOptions MediaWith(EncodedFeed sound) => new() { Video = Pattern, Audio = new AudioSource.Encoded(sound) };

    private static async Task BothSeeAndHearAsync(SkapiPage page, RtcConnection connection)
    {
        await page.UntilAsync("harness.bars(7) === 'WYCGMRB'");
        await page.UntilAsync("harness.tone().then(hertz => Math.abs(hertz - 1000) < 30)");
        await DecodedMedia.SeesGreenAsync(connection);
        await DecodedMedia.HearsBeepAsync(connection);
    }

    private static async Task BothWriteAsync(SkapiPage page, DotNetPeer peer, RtcConnection connection)
    {
        await Task.WhenAll(page.RtcAsync("open"), peer.RtcAsync<RtcEvent.DataChannelOpen>());
        connection.Send("text-chat", "from .NET, 100%");
        connection.Send("text-chat", "");
        await page.RunAsync("send", new { label = "text-chat", text = "from the page" });

        await page.RtcAsync("message", received => received["data"] == "from .NET, 100%");
        await page.RtcAsync("message", received => received["data"]?.Length == 0);
        (await peer.RtcAsync<RtcEvent.DataChannelMessage>()).Data.ShouldBe("from the page");
    }
}
