using Skapi.Browser.Tests.Rig;
using Skapi.Protocol;
using Skapi.Rtc;
using Skapi.Rtc.Media;

namespace Skapi.Browser.Tests.Calls;

/// <summary>A page changes a call in a way that .NET can follow only in part, and the call goes on.</summary>
public abstract class ChangedCallTests(IPageRig rig)
{
    [Fact]
    public async Task A_page_can_stop_its_video_and_send_video_again()
    {
        await using var page = await rig.JoinPageAsync("stop");
        await using var peer = await rig.JoinPeerAsync("stop");
        var connection = await ConnectAsync(page, peer);
        var mark = (Page: page.Events.Mark, Peer: peer.Rtc.Mark);

        await page.RunAsync("stopVideo");
        await NegotiatedAsync(page, mark.Page);
        await BothWriteAsync(page, peer, connection, "after the stop");

        await page.RunAsync("addVideo");
        await peer.RtcAsync<RtcEvent.Track>(mark: mark.Peer);
        await BothWriteAsync(page, peer, connection, "after the second video");
        connection.Closed.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_page_that_restarts_ICE_keeps_its_call()
    {
        await using var page = await rig.JoinPageAsync("restart");
        await using var peer = await rig.JoinPeerAsync("restart");
        var connection = await ConnectAsync(page, peer);
        var mark = page.Events.Mark;

        await page.RunAsync("restartIce");
        await page.RtcAsync("signalingstatechange", item => item["state"] == "have-local-offer", mark);

        for (var round = 0; round < 5; round++)
            await BothWriteAsync(page, peer, connection, $"round {round}");
        await page.UntilAsync("harness.bars(7) === 'WYCGMRB'");
        connection.Closed.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Both_sides_can_add_media_at_once()
    {
        await using var page = await rig.JoinPageAsync("add");
        await using var peer = await rig.JoinPeerAsync("add");
        var connection = await ConnectAsync(page, peer);
        var mark = (Page: page.Events.Mark, Peer: peer.Rtc.Mark);

        await Task.WhenAll(connection.AddMediaAsync(MediaOptions.Test), page.RunAsync("addAudioAndVideo"));

        // The page sends a second sound and a second picture, and .NET as well.
        await peer.RtcAsync<RtcEvent.Track>(track => track.MediaTrack.Kind == MediaKind.Audio, mark.Peer);
        await peer.RtcAsync<RtcEvent.Track>(track => track.MediaTrack.Kind == MediaKind.Video, mark.Peer);
        await page.RtcAsync("track", mark: mark.Page);
        await BothWriteAsync(page, peer, connection, "after both have added media");
        connection.Closed.IsCompleted.ShouldBeFalse();
    }

    private static async Task<RtcConnection> ConnectAsync(SkapiPage page, DotNetPeer peer)
    {
        await page.CallAsync(peer.Cid, media: true, "text-chat");
        var connection = await peer.AcceptAsync(MediaOptions.Test);
        await page.ConnectionAsync();
        await Task.WhenAll(page.RtcAsync("open"), peer.RtcAsync<RtcEvent.DataChannelOpen>());
        await page.UntilAsync("harness.bars(7) === 'WYCGMRB'");
        return connection;
    }

    private static async Task NegotiatedAsync(SkapiPage page, int mark)
    {
        await page.RtcAsync("signalingstatechange", item => item["state"] == "have-local-offer", mark);
        await page.RtcAsync("signalingstatechange", item => item["state"] == "stable", mark);
    }

    private static async Task BothWriteAsync(SkapiPage page, DotNetPeer peer, RtcConnection connection, string text)
    {
        await page.RunAsync("send", new { label = "text-chat", text });
        connection.Send("text-chat", text);

        await peer.RtcAsync<RtcEvent.DataChannelMessage>(message => message.Data == text);
        await page.RtcAsync("message", item => item["data"] == text);
    }
}
