using Microsoft.Playwright;

namespace Skapi.Browser.Tests.Rig;

/// <summary>The Chromium of the machine.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

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
            ExecutablePath = FindExecutable(),
            Headless = true,
            Args = grantsDevices ? [.. Arguments, "--use-fake-ui-for-media-stream"] : Arguments,
        };
        return playwright.Chromium.LaunchAsync(options);
    }

    private static string FindExecutable()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException("Chromium is absent; eng/install-chromium.sh installs it.");
    }
}
