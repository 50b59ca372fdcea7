using Skapi.Browser.Tests.Rig;
using Skapi.Protocol;
using Skapi.Rtc;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Browser.Tests.Calls;

/// <summary>Calls between Firefox and .NET.</summary>
public sealed class FirefoxCallTests(FirefoxRig rig) : IClassFixture<FirefoxRig>
{
    [Fact]
    public async Task The_page_calls_and_both_see_and_write()
    {
        await using var page = await rig.JoinPageAsync("firefox-in");
        await using var peer = await rig.JoinPeerAsync("firefox-in");

        await page.CallAsync(peer.Cid, media: true, "text-chat");
        var connection = await peer.AcceptAsync(MediaOptions.Test);

        await BothSeeAndWriteAsync(page, peer, connection);
    }

    [Fact]
    public async Task Dotnet_calls_and_both_see_and_write()
    {
        await using var page = await rig.JoinPageAsync("firefox-out");
        await using var peer = await rig.JoinPeerAsync("firefox-out");

        var call = await peer.CallAsync(page.Cid, MediaOptions.Test, DataChannelOptions.TextChat);
        await page.AcceptAsync(media: true);

        await BothSeeAndWriteAsync(page, peer, await call.Connection);
    }

    private static async Task BothSeeAndWriteAsync(SkapiPage page, DotNetPeer peer, RtcConnection connection)
    {
        await page.ConnectionAsync();
        await Task.WhenAll(page.RtcAsync("open"), peer.RtcAsync<RtcEvent.DataChannelOpen>());
        // SMPTE bars: white, yellow, cyan, green, magenta, red, blue.
        await page.UntilAsync("harness.bars(7) === 'WYCGMRB'");
        await DecodedMedia.SeesAnythingAsync(connection);
        await page.RunAsync("send", new { label = "text-chat", text = "from the page" });
        connection.Send("text-chat", "from .NET");

        (await peer.RtcAsync<RtcEvent.DataChannelMessage>()).Data.ShouldBe("from the page");
        (await page.RtcAsync("message"))["data"].ShouldBe("from .NET");
    }
}
