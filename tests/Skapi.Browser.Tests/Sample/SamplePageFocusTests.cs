using static Skapi.Browser.Tests.Sample.SamplePage;

namespace Skapi.Browser.Tests.Sample;

/// <summary>Where the keyboard's focus is.</summary>
public sealed class SamplePageFocusTests(SampleRig rig) : IClassFixture<SampleRig>
{
    [Fact]
    public async Task After_a_hang_up_the_focus_is_where_the_next_call_begins()
    {
        var page = await rig.OpenAsync();
        await Button(page, "Call the .NET peer").First.ClickAsync();
        await IsConnectedAsync(page);

        await Button(page, "Hang up").ClickAsync();

        await SaysAsync(page, "You hung up.");
        (await FocusedAsync(page)).ShouldBe("call-peer");
    }

    [Fact]
    public async Task A_stray_Enter_does_not_accept_a_call()
    {
        var page = await rig.OpenAsync();
        await Button(page, "Let it call me").ClickAsync();
        await page.Locator("#incoming[open]").WaitForAsync();

        await page.Keyboard.PressAsync("Enter");

        (await FocusedAsync(page)).ShouldBe("incoming-name");
        (await page.Locator("#incoming[open]").CountAsync()).ShouldBe(1);
        (await page.Locator("#stage[data-phase=idle]").CountAsync()).ShouldBe(1);
        await Button(page, "Reject").ClickAsync();
        await SaysAsync(page, "You rejected the call.");
    }
}
