using Skapi.Browser.Tests.Rig;
using Skapi.Protocol;
using Skapi.Rtc.Media;

namespace Skapi.Browser.Tests.Calls;

/// <summary>
/// A page and .NET call each other at the same time. If only one of them sends media, their offers have different sections. Chromium cannot
/// answer such an offer in place of its own, so the page's call ends and .NET's call rings there.
/// </summary>
public abstract class GlareTests(IPageRig rig)
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task One_call_connects(bool pageSendsMedia, bool dotNetSendsMedia)
    {
        var group = $"glare-{pageSendsMedia}-{dotNetSendsMedia}";
        await using var page = await rig.JoinPageAsync(group);
        await using var peer = await rig.JoinPeerAsync(group);

        await page.RunAsync("holdSignals");
        await page.CallAsync(peer.Cid, pageSendsMedia);
        var call = await peer.CallAsync(page.Cid, dotNetSendsMedia ? MediaOptions.Test : null);
        await page.IncomingAsync();
        var mark = page.Events.Mark;
        await page.RunAsync("releaseSignals");
        if (pageSendsMedia != dotNetSendsMedia)
            await page.AcceptAsync(pageSendsMedia, mark);

        var connection = await call.Connection;
        await page.ConnectionAsync();
        await page.RtcAsync("open");
        await page.RunAsync("send", new { label = "default", text = "connected anyway" });
        await peer.RtcAsync<RtcEvent.DataChannelMessage>(item => item.Data == "connected anyway");
        peer.Realtime.Items.ShouldNotContain(item => item is RealtimeEvent.RtcIncoming);
        if (dotNetSendsMedia)
            await page.UntilAsync("harness.bars(7) === 'WYCGMRB'");
        if (dotNetSendsMedia && pageSendsMedia)
            await rig.SeeCameraAsync(connection);
    }

    /// <summary>
    /// While a person is asked for the camera, the published client answers the call of .NET by itself, without telling its app of the
    /// tracks. If there are some, .NET calls again.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_call_connects_if_the_page_waits_for_its_camera(bool dotNetSendsMedia)
    {
        var group = $"glare-camera-{dotNetSendsMedia}";
        await using var page = await rig.JoinPageAsync(group);
        await using var peer = await rig.JoinPeerAsync(group);

        await page.RunAsync("holdDevices");
        var calling = page.CallAsync(peer.Cid, media: true);
        await page.UntilAsync("harness.isAskedForDevices()");
        var call = await peer.CallAsync(page.Cid, dotNetSendsMedia ? MediaOptions.Test : null);
        await page.AnsweredAsync();
        await page.IncomingAsync();
        var mark = page.Events.Mark;
        await page.RunAsync("releaseDevices");
        await calling;
        if (dotNetSendsMedia)
            await page.AcceptAsync(media: true, mark);

        var connection = await call.Connection;
        await page.ConnectionAsync();
        await page.RtcAsync("open");
        await page.RunAsync("send", new { label = "default", text = "connected anyway" });
        await peer.RtcAsync<RtcEvent.DataChannelMessage>(item => item.Data == "connected anyway");
        await rig.SeeCameraAsync(connection);
        if (dotNetSendsMedia)
            await page.UntilAsync("harness.bars(7) === 'WYCGMRB'");
    }
}
