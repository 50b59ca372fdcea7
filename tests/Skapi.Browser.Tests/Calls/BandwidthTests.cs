using Skapi.Browser.Tests.Rig;
using Skapi.Rtc;
using Skapi.Rtc.Media;

namespace Skapi.Browser.Tests.Calls;

/// <summary>The browser and .NET understand each other's reports of when packets arrived.</summary>
public abstract class BandwidthTests(IPageRig rig)
{
    // Both sides begin with 300 kbit/s, and do not raise that without reports.
    protected const double Risen = 400_000;

    [Fact]
    public async Task The_estimate_of_dotnet_rises_by_the_reports_of_the_browser()
    {
        await using var page = await rig.JoinPageAsync("bandwidth");
        await using var peer = await rig.JoinPeerAsync("bandwidth");
        var connection = await ConnectAsync(page, peer);

        using var hangGuard = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!(await EstimateAsync(connection, hangGuard.Token) > Risen))
            await Task.Delay(100, hangGuard.Token);
    }

    protected static async Task<RtcConnection> ConnectAsync(SkapiPage page, DotNetPeer peer)
    {
        await page.CallAsync(peer.Cid, media: true, "text-chat");
        var connection = await peer.AcceptAsync(MediaOptions.Test);
        await page.ConnectionAsync();
        return connection;
    }

    private static async Task<double?> EstimateAsync(RtcConnection connection, CancellationToken cancellationToken) =>
        (await connection.GetStatsAsync(cancellationToken)).Transport.SelectedCandidatePair?.AvailableOutgoingBitrate;
}
