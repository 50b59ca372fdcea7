using static Skapi.Browser.Tests.Sample.SamplePage;

namespace Skapi.Browser.Tests.Sample;

/// <summary>The connection to the gateway is lost.</summary>
public sealed class SamplePageOfflineTests : IAsyncLifetime
{
    private readonly SampleRig _rig = new();

    public Task InitializeAsync() => _rig.InitializeAsync();

    public Task DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Nobody_can_be_called_and_the_page_offers_to_reload()
    {
        var page = await _rig.OpenAsync();
        var other = await _rig.OpenAsync();
        var call = await CallButtonAsync(page, other);

        _rig.KillGateway();

        await SaysAsync(page, "The connection to the gateway was lost.");
        (await call.IsDisabledAsync()).ShouldBeTrue();
        (await page.Locator("#call-peer").IsDisabledAsync()).ShouldBeTrue();
        (await page.Locator("#ask-peer").IsDisabledAsync()).ShouldBeTrue();
        await Button(page, "Reload").WaitForAsync();
    }

    [Fact]
    public async Task A_call_that_rings_ends_on_both_pages()
    {
        var (caller, callee) = (await _rig.OpenAsync(), await _rig.OpenAsync());
        await (await CallButtonAsync(caller, callee)).ClickAsync();
        await callee.Locator("#incoming[open]").WaitForAsync();

        _rig.KillGateway();

        await SaysAsync(caller, "The connection to the gateway was lost.");
        await SaysAsync(callee, "The connection to the gateway was lost.");
        (await caller.Locator("dialog[open]").CountAsync()).ShouldBe(0);
        (await callee.Locator("dialog[open]").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_hang_up_reaches_the_other_page()
    {
        var (caller, callee) = (await _rig.OpenAsync(), await _rig.OpenAsync());
        await ConnectAsync(caller, callee);
        _rig.KillGateway();
        await caller.Locator("#connection:not([data-state=open])").WaitForAsync();

        await Button(caller, "Hang up").ClickAsync();

        await SaysAsync(callee, "The call ended.");
        await SaysAsync(caller, "You hung up.");
    }
}
