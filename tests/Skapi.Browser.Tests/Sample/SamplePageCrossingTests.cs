using Microsoft.Playwright;
using static Skapi.Browser.Tests.Sample.SamplePage;

namespace Skapi.Browser.Tests.Sample;

/// <summary>Both sides call each other at the same time.</summary>
public sealed class SamplePageCrossingTests(SampleRig rig) : IClassFixture<SampleRig>
{
    [Fact]
    public async Task Two_pages_that_call_each_other_at_once_are_connected()
    {
        var (first, firsts) = await rig.OpenHeldAsync();
        var (second, seconds) = await rig.OpenHeldAsync();

        await (await CallButtonAsync(first, second)).ClickAsync();
        await (await CallButtonAsync(second, first)).ClickAsync();
        await Task.WhenAll(firsts.Offer, seconds.Offer);
        firsts.LetGo();
        seconds.LetGo();

        await IsConnectedAsync(first);
        await IsConnectedAsync(second);
    }

    [Fact]
    public async Task The_peer_that_was_asked_to_call_and_is_called_at_once_is_connected()
    {
        var (page, signals) = await rig.OpenHeldAsync();

        await page.EvaluateAsync("() => { document.getElementById('ask-peer').click(); document.getElementById('call-peer').click(); }");
        await page.Locator("#log [data-type='rtc:incoming']").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await signals.Offer;
        signals.LetGo();

        await ShowsBarsAsync(page);
        await IsConnectedAsync(page);
    }
}
