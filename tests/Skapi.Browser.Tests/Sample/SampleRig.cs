using Microsoft.Playwright;
using Skapi.Browser.Tests.Rig;

namespace Skapi.Browser.Tests.Sample;

/// <summary>The web sample and a Chromium.</summary>
public class SampleRig : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private SampleProcess? _sample;

    /// <summary>The variables of the sample's environment; null for none.</summary>
    protected virtual IReadOnlyDictionary<string, string>? Variables => null;

    /// <summary>What the sample wrote.</summary>
    internal Recorder<string> Output => _sample!.Output;

    public async Task InitializeAsync()
    {
        _sample = await SampleProcess.StartAsync(Variables);
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
    /// <param name="prepare">Runs before the page loads; null for nothing.</param>
    public async Task<IPage> OpenAsync(Func<IPage, Task>? prepare = null)
    {
        var context = await _browser!.NewContextAsync();
        var page = await context.NewPageAsync();
        if (prepare is not null)
            await prepare(page);
        await page.GotoAsync(_sample!.Url);
        await page.GetByRole(AriaRole.Button, new() { Name = "Call the .NET peer" }).And(page.Locator(":enabled")).WaitForAsync();
        return page;
    }

    /// <summary>Opens the page so that its signals are held back.</summary>
    internal async Task<(IPage Page, HeldSignals Signals)> OpenHeldAsync()
    {
        HeldSignals? signals = null;
        var page = await OpenAsync(async page => signals = await HeldSignals.AttachAsync(page));
        return (page, signals!);
    }

    /// <summary>Ends the sample, and with it the gateway, without closing connections.</summary>
    public void KillGateway() => _sample!.Kill();
}
