using Microsoft.Playwright;
using Skapi.Browser.Tests.Rig;

namespace Skapi.Browser.Tests.Sample;

/// <summary>The web sample and a Chromium.</summary>
public sealed class SampleRig : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private SampleProcess? _sample;

    public async Task InitializeAsync()
    {
        _sample = await SampleProcess.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _sample?.Dispose();
    }

    /// <summary>Opens the page as a new guest, and waits until it sees the .NET peer.</summary>
    public async Task<IPage> OpenAsync()
    {
        var context = await _browser!.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(_sample!.Url);
        await page.GetByRole(AriaRole.Button, new() { Name = "Call the .NET peer" }).And(page.Locator(":enabled")).WaitForAsync();
        return page;
    }
}
