using Microsoft.Playwright;
using Skapi.Testing;

namespace Skapi.Rtc.GStreamer.Tests.Interop;

/// <summary>The Chromium that the machine has, for the tests of one class.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;

    public IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = ChromiumProgram.Find(),
            Args =
            [
                "--no-sandbox",
                "--disable-gpu",
                "--autoplay-policy=no-user-gesture-required",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                // Candidates of a page without a camera permission would be mDNS names that nothing here resolves.
                "--disable-features=WebRtcHideLocalIpsWithMdns",
            ],
        });
    }

    public async Task DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
