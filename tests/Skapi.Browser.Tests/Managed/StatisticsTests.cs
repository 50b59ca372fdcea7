using Skapi.Browser.Tests.Rig;
using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Statistics;

namespace Skapi.Browser.Tests.Managed;

/// <summary>The statistics of a call have the types and names of Chromium's.</summary>
[Collection(nameof(ManagedChromium))]
public sealed class StatisticsTests(ManagedBrowserRig rig)
{
    [Fact]
    public async Task Chromium_knows_every_type_and_name()
    {
        await using var page = await rig.JoinPageAsync("statistics");
        await using var peer = await rig.JoinPeerAsync("statistics");
        await page.CallAsync(peer.Cid, media: true, "text-chat");
        var connection = await peer.AcceptAsync(MediaOptions.Test);
        await Task.WhenAll(page.ConnectionAsync(), page.RtcAsync("open"), peer.RtcAsync<RtcEvent.DataChannelOpen>());
        await rig.BothSeeAndHearAsync(page, connection);

        // Both sides have the other's reports.
        await page.UntilAsync(
            "harness.stats().then(stats => 'roundTripTime' in Object.fromEntries((stats['remote-inbound-rtp'] ?? []).map(x => [x, 1])) "
            + "&& 'remote-outbound-rtp' in stats)");
        using var hangGuard = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, object>> own;
        do
        {
            own = RtcStatsReport.Of(await connection.GetStatsAsync(hangGuard.Token));
        }
        while (!(HasType(own, "remote-inbound-rtp") && HasType(own, "remote-outbound-rtp")));

        var known = await page.AskAsync("stats");
        own.Values.Select(static item => (string)item["type"]).Distinct().Order(StringComparer.Ordinal).ShouldBe([
            "candidate-pair", "codec", "data-channel", "inbound-rtp", "local-candidate", "outbound-rtp", "remote-candidate",
            "remote-inbound-rtp", "remote-outbound-rtp", "transport",
        ]);
        foreach (var item in own.Values)
        {
            var names = known.GetProperty((string)item["type"]).EnumerateArray().Select(static name => name.GetString()!).ToArray();
            item.Keys.Where(name => !names.Contains(name)).ShouldBeEmpty((string)item["type"]);
        }

        own.Values.Where(static item => item.ContainsKey("codecId")).ShouldAllBe(item => own.ContainsKey((string)item["codecId"]));
        own.Values.Where(static item => item.ContainsKey("localId")).ShouldAllBe(item =>
            (string)own[(string)item["localId"]]["remoteId"] == (string)item["id"]);
    }

    private static bool HasType(IReadOnlyDictionary<string, IReadOnlyDictionary<string, object>> report, string type) =>
        report.Values.Any(item => (string)item["type"] == type);
}
