using Skapi.Browser.Tests.Rig;
using Skapi.Protocol;
using Skapi.Rtc.Media;

namespace Skapi.Browser.Tests.Calls;

/// <summary>The process of a page ends during a call. Only Chromium can be made to do that.</summary>
public abstract class CrashedPageTests(BrowserRig rig)
{
    // A connection that is only silent is noticed after 47 to 50 seconds. The guard tells the two apart.
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_page_whose_process_ends_is_gone()
    {
        await using var page = await rig.JoinPageAsync("crash");
        await using var peer = await rig.JoinPeerAsync("crash");
        await page.CallAsync(peer.Cid, media: true, "text-chat");
        var connection = await peer.AcceptAsync(MediaOptions.Test);
        await page.UntilAsync("harness.bars(7) === 'WYCGMRB'");
        await peer.RtcAsync<RtcEvent.Track>();

        await page.CrashAsync();

        (await connection.Closed.WaitAsync(HangGuard)).ShouldBe(CallEndReason.Gone);
    }
}
