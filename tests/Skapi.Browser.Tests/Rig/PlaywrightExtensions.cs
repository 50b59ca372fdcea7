using Microsoft.Playwright;

namespace Skapi.Browser.Tests.Rig;

internal static class PlaywrightExtensions
{
    /// <summary>Completes when an expression, or what its promise gives, is true.</summary>
    public static async Task UntilAsync(this IPage page, string condition)
    {
        // WaitForFunctionAsync takes a promise for true, whatever it is for.
        using var hangGuard = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await page.EvaluateAsync<bool>($"async () => Boolean(await ({condition}))"))
        {
            if (hangGuard.IsCancellationRequested)
                throw new TimeoutException($"This did not become true in the page: {condition}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        }
    }
}
