using Skapi.Browser.Tests.Rig;
using Skapi.Rtc;

namespace Skapi.Browser.Tests.Calls;

/// <summary>
/// .NET calls a page again that has not accepted a call. The published client keeps the offer of the first call, and answers it before that
/// of the second. Firefox then expects the certificate of the first call for good, so only Chromium connects.
/// </summary>
public abstract class UnacceptedCallTests(IPageRig rig)
{
    [Fact]
    public async Task A_page_that_rejected_can_be_called_again()
    {
        await using var page = await rig.JoinPageAsync("again-rejected");
        await using var peer = await rig.JoinPeerAsync("again-rejected");
        var first = await peer.CallAsync(page.Cid);
        await page.IncomingAsync();
        await page.RunAsync("reject");
        await Should.ThrowAsync<CallEndedException>(first.Connection);
        await page.RealtimeAsync("rtc:closed");

        await ConnectAgainAsync(page, peer);
    }

    [Fact]
    public async Task A_page_that_was_not_quick_enough_can_be_called_again()
    {
        await using var page = await rig.JoinPageAsync("again-cancelled");
        await using var peer = await rig.JoinPeerAsync("again-cancelled");
        var first = await peer.CallAsync(page.Cid);
        await page.IncomingAsync();
        first.Hangup();
        await page.RealtimeAsync("rtc:closed");

        await ConnectAgainAsync(page, peer);
    }

    private static async Task ConnectAgainAsync(SkapiPage page, DotNetPeer peer)
    {
        var mark = page.Events.Mark;
        var call = await peer.CallAsync(page.Cid);
        await page.AcceptAsync(mark: mark);
        var connection = await call.Connection;
        await page.RtcAsync("open");
        connection.Send("default", "connected the second time");
        (await page.RtcAsync("message"))["data"].ShouldBe("connected the second time");
    }
}
