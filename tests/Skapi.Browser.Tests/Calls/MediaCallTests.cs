using Skapi.Browser.Tests.Rig;
using Skapi.Protocol;
using Skapi.Rtc;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Browser.Tests.Calls;

/// <summary>Video, audio and messages flow both ways between a page and .NET, in calls from either side.</summary>
public abstract class MediaCallTests(IPageRig rig)
{
    [Fact]
    public async Task The_page_calls_and_both_see_hear_and_write()
    {
        await using var page = await rig.JoinPageAsync("media-in");
        await using var peer = await rig.JoinPeerAsync("media-in");

        await page.CallAsync(peer.Cid, media: true, "text-chat");
        var connection = await peer.AcceptAsync(MediaOptions.Test);

        await page.ConnectionAsync();
        await rig.BothSeeAndHearAsync(page, connection);
        await BothWriteAsync(page, peer, connection);
    }

    [Fact]
    public async Task Dotnet_calls_and_both_see_hear_and_write()
    {
        await using var page = await rig.JoinPageAsync("media-out");
        await using var peer = await rig.JoinPeerAsync("media-out");

        var call = await peer.CallAsync(page.Cid, MediaOptions.Test, DataChannelOptions.TextChat);
        await page.AcceptAsync(media: true);

        var connection = await call.Connection;
        await rig.BothSeeAndHearAsync(page, connection);
        await BothWriteAsync(page, peer, connection);
    }

    private static async Task BothWriteAsync(SkapiPage page, DotNetPeer peer, RtcConnection connection)
    {
        await Task.WhenAll(page.RtcAsync("open"), peer.RtcAsync<RtcEvent.DataChannelOpen>());
        await page.RunAsync("send", new { label = "text-chat", text = "from the page" });
        connection.Send("text-chat", "from .NET");

        (await peer.RtcAsync<RtcEvent.DataChannelMessage>()).Data.ShouldBe("from the page");
        (await page.RtcAsync("message"))["data"].ShouldBe("from .NET");
    }
}
