using Skapi.Browser.Tests.Rig;
using Skapi.Protocol;

namespace Skapi.Browser.Tests.Calls;

/// <summary>.NET compensates for faults of the published client.</summary>
public abstract class PublishedClientQuirkTests(IPageRig rig)
{
    [Fact]
    public async Task Calls_one_after_the_other_connect()
    {
        await using var page = await rig.JoinPageAsync("again-hungup");
        await using var peer = await rig.JoinPeerAsync("again-hungup");
        for (var round = 0; round < 3; round++)
        {
            var mark = page.Events.Mark;
            var call = await peer.CallAsync(page.Cid);
            await page.AcceptAsync(mark: mark);
            var connection = await call.Connection;
            await page.RtcAsync("open", mark: mark);
            connection.Hangup();
            await connection.Closed;
            await page.RealtimeAsync("rtc:closed", mark: mark);
        }
    }

    [Fact]
    public async Task A_page_that_adds_media_renegotiates()
    {
        await using var page = await rig.JoinPageAsync("renegotiation");
        await using var peer = await rig.JoinPeerAsync("renegotiation");
        await page.CallAsync(peer.Cid, media: false, "text-chat");
        var connection = await peer.AcceptAsync();
        await Task.WhenAll(page.ConnectionAsync(), page.RtcAsync("open"), peer.RtcAsync<RtcEvent.DataChannelOpen>());
        var mark = (Page: page.Events.Mark, Peer: peer.Realtime.Mark);

        await page.RunAsync("addVideo");
        await page.RtcAsync("signalingstatechange", item => item["state"] == "have-local-offer", mark.Page);
        await page.RtcAsync("signalingstatechange", item => item["state"] == "stable", mark.Page);

        await peer.RtcAsync<RtcEvent.Track>();
        await rig.SeeCameraAsync(connection);
        connection.Closed.IsCompleted.ShouldBeFalse();
        peer.Realtime.Items.Skip(mark.Peer).ShouldNotContain(item => item is RealtimeEvent.RtcIncoming);
        connection.Send("text-chat", "still here");
        (await page.RtcAsync("message"))["data"].ShouldBe("still here");
    }
}
