using Microsoft.Playwright;
using Skapi.Testing;

namespace Skapi.Browser.Tests.Rig;

/// <summary>The Chromium of the machine.</summary>
internal static class Chromium
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--autoplay-policy=no-user-gesture-required",
        "--use-fake-device-for-media-stream",
    ];

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright, bool grantsDevices = true)
    {
        var options = new BrowserTypeLaunchOptions
        {
            ExecutablePath = ChromiumProgram.Find(),
            Headless = true,
            Args = grantsDevices ? [.. Arguments, "--use-fake-ui-for-media-stream"] : Arguments,
        };
        return playwright.Chromium.LaunchAsync(options);
    }
}
