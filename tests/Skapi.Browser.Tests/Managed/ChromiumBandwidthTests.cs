using Skapi.Browser.Tests.Calls;
using Skapi.Browser.Tests.Rig;

namespace Skapi.Browser.Tests.Managed;

/// <summary>Chromium also says what it estimates, which Firefox does not.</summary>
[Collection(nameof(ManagedChromium))]
public sealed class ChromiumBandwidthTests(ManagedBrowserRig rig) : BandwidthTests(rig)
{
    [Fact]
    public async Task The_estimate_of_chromium_rises_by_the_reports_of_dotnet()
    {
        await using var page = await rig.JoinPageAsync("bandwidth-of-page");
        await using var peer = await rig.JoinPeerAsync("bandwidth-of-page");
        await ConnectAsync(page, peer);

        await page.UntilAsync($"harness.outgoingBitrate().then(rate => rate > {Risen:F0})");
    }
}
