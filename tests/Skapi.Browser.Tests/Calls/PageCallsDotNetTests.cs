using Skapi.Browser.Tests.Rig;
using Skapi.Protocol;
using Skapi.Rtc;

namespace Skapi.Browser.Tests.Calls;

/// <summary>How a call from a page to .NET can end.</summary>
public abstract class PageCallsDotNetTests(IPageRig rig)
{
    [Fact]
    public async Task Dotnet_rejects()
    {
        await using var page = await rig.JoinPageAsync("in-reject");
        await using var peer = await rig.JoinPeerAsync("in-reject");

        await page.CallAsync(peer.Cid);
        var call = await peer.IncomingAsync();
        call.Sender.ShouldBe(page.UserId);
        call.Hangup();

        (await page.RealtimeAsync("rtc:closed"))["sender_cid"].ShouldBe(peer.Cid);
        (await call.Closed).ShouldBe(CallEndReason.Rejected);
    }

    [Fact]
    public async Task The_page_cancels()
    {
        await using var page = await rig.JoinPageAsync("in-cancel");
        await using var peer = await rig.JoinPeerAsync("in-cancel");

        await page.CallAsync(peer.Cid);
        var call = await peer.IncomingAsync();
        await page.RunAsync("cancel");

        (await call.Closed).ShouldBe(CallEndReason.Cancelled);
        (await peer.RealtimeAsync<RealtimeEvent.RtcClosed>()).SenderCid.ShouldBe(page.Cid);
    }

    [Fact]
    public async Task The_page_hangs_up()
    {
        await using var page = await rig.JoinPageAsync("in-page-hangup");
        await using var peer = await rig.JoinPeerAsync("in-page-hangup");
        var connection = await ConnectAsync(page, peer);

        await page.RunAsync("hangUp");

        (await connection.Closed).ShouldBe(CallEndReason.HungUp);
        await Task.WhenAll(peer.RealtimeAsync<RealtimeEvent.RtcClosed>(), page.RealtimeAsync("rtc:closed"));
    }

    [Fact]
    public async Task Dotnet_hangs_up()
    {
        await using var page = await rig.JoinPageAsync("in-net-hangup");
        await using var peer = await rig.JoinPeerAsync("in-net-hangup");
        var connection = await ConnectAsync(page, peer);

        connection.Hangup();

        (await connection.Closed).ShouldBe(CallEndReason.HungUp);
        await page.RtcAsync("connectionstatechange", item => item["state"] == "closed");
        await Task.WhenAll(peer.RealtimeAsync<RealtimeEvent.RtcClosed>(), page.RealtimeAsync("rtc:closed"));
    }

    [Fact]
    public async Task The_page_goes_away()
    {
        await using var page = await rig.JoinPageAsync("in-away");
        await using var peer = await rig.JoinPeerAsync("in-away");
        var connection = await ConnectAsync(page, peer);

        await page.LeaveAsync();

        await peer.RealtimeAsync<RealtimeEvent.Notice>(item => item.Code == NoticeCode.UserDisconnected && item.SenderCid == page.Cid);
        (await connection.Closed).ShouldBe(CallEndReason.Gone);
    }

    [Fact]
    public async Task The_page_goes_away_while_it_rings()
    {
        await using var page = await rig.JoinPageAsync("in-away-ringing");
        await using var peer = await rig.JoinPeerAsync("in-away-ringing");
        await page.CallAsync(peer.Cid);
        var call = await peer.IncomingAsync();

        await page.LeaveAsync();

        (await call.Closed).ShouldBe(CallEndReason.Gone);
    }

    [Fact]
    public async Task Dotnet_goes_away()
    {
        await using var page = await rig.JoinPageAsync("in-net-away");
        await using var peer = await rig.JoinPeerAsync("in-net-away");
        var connection = await ConnectAsync(page, peer);

        await peer.DisposeAsync();

        (await connection.Closed).ShouldBe(CallEndReason.Closed);
        await page.RtcAsync("connectionstatechange", item => item["state"] == "closed");
    }

    private static async Task<RtcConnection> ConnectAsync(SkapiPage page, DotNetPeer peer)
    {
        await page.CallAsync(peer.Cid);
        var connection = await peer.AcceptAsync();
        await Task.WhenAll(page.ConnectionAsync(), page.RtcAsync("open"), peer.RtcAsync<RtcEvent.DataChannelOpen>());
        return connection;
    }
}
