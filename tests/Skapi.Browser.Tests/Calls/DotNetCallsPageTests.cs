using Skapi.Browser.Tests.Rig;
using Skapi.Protocol;
using Skapi.Rtc;

namespace Skapi.Browser.Tests.Calls;

/// <summary>How a call from .NET to a page can end.</summary>
public abstract class DotNetCallsPageTests(IPageRig rig)
{
    [Fact]
    public async Task The_page_rejects()
    {
        await using var page = await rig.JoinPageAsync("out-reject");
        await using var peer = await rig.JoinPeerAsync("out-reject");

        var call = await peer.CallAsync(page.Cid);
        (await page.IncomingAsync())["sender"].ShouldBe(peer.UserId);
        await page.RunAsync("reject");

        (await Should.ThrowAsync<CallEndedException>(call.Connection)).Reason.ShouldBe(CallEndReason.Rejected);
        await Task.WhenAll(peer.RealtimeAsync<RealtimeEvent.RtcClosed>(), page.RealtimeAsync("rtc:closed"));
    }

    [Fact]
    public async Task Dotnet_cancels()
    {
        await using var page = await rig.JoinPageAsync("out-cancel");
        await using var peer = await rig.JoinPeerAsync("out-cancel");

        var call = await peer.CallAsync(page.Cid);
        await page.IncomingAsync();
        call.Hangup();

        (await Should.ThrowAsync<CallEndedException>(call.Connection)).Reason.ShouldBe(CallEndReason.Cancelled);
        (await page.RealtimeAsync("rtc:closed"))["sender_cid"].ShouldBe(peer.Cid);
    }

    [Fact]
    public async Task The_page_hangs_up()
    {
        await using var page = await rig.JoinPageAsync("out-page-hangup");
        await using var peer = await rig.JoinPeerAsync("out-page-hangup");
        var connection = await ConnectAsync(page, peer);

        await page.RunAsync("hangUp");

        (await connection.Closed).ShouldBe(CallEndReason.HungUp);
        await Task.WhenAll(peer.RealtimeAsync<RealtimeEvent.RtcClosed>(), page.RealtimeAsync("rtc:closed"));
    }

    [Fact]
    public async Task Dotnet_hangs_up()
    {
        await using var page = await rig.JoinPageAsync("out-net-hangup");
        await using var peer = await rig.JoinPeerAsync("out-net-hangup");
        var connection = await ConnectAsync(page, peer);

        connection.Hangup();

        (await connection.Closed).ShouldBe(CallEndReason.HungUp);
        await page.RtcAsync("connectionstatechange", item => item["state"] == "closed");
        await Task.WhenAll(peer.RealtimeAsync<RealtimeEvent.RtcClosed>(), page.RealtimeAsync("rtc:closed"));
    }

    [Fact]
    public async Task The_page_goes_away()
    {
        await using var page = await rig.JoinPageAsync("out-away");
        await using var peer = await rig.JoinPeerAsync("out-away");
        var connection = await ConnectAsync(page, peer);

        await page.LeaveAsync();

        (await connection.Closed).ShouldBe(CallEndReason.Gone);
    }

    [Fact]
    public async Task The_page_goes_away_while_it_rings()
    {
        await using var page = await rig.JoinPageAsync("out-away-ringing");
        await using var peer = await rig.JoinPeerAsync("out-away-ringing");
        var call = await peer.CallAsync(page.Cid);
        await page.IncomingAsync();

        await page.LeaveAsync();

        (await Should.ThrowAsync<CallEndedException>(call.Connection)).Reason.ShouldBe(CallEndReason.Gone);
    }

    [Fact]
    public async Task Nobody_has_the_cid()
    {
        await using var peer = await rig.JoinPeerAsync("out-nobody");

        var call = await peer.CallAsync("cid:nobody");

        (await Should.ThrowAsync<CallEndedException>(call.Connection)).Reason.ShouldBe(CallEndReason.Unreachable);
    }

    private static async Task<RtcConnection> ConnectAsync(SkapiPage page, DotNetPeer peer)
    {
        var call = await peer.CallAsync(page.Cid);
        await page.AcceptAsync();
        var connection = await call.Connection;
        await Task.WhenAll(page.ConnectionAsync(), page.RtcAsync("open"), peer.RtcAsync<RtcEvent.DataChannelOpen>());
        return connection;
    }
}
