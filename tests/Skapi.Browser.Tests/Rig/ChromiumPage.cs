using System.Text.Json;
using Microsoft.Playwright;

namespace Skapi.Browser.Tests.Rig;

/// <summary>A page of Chromium.</summary>
internal sealed class ChromiumPage : IPageDriver
{
    private readonly IBrowserContext _context;
    private readonly IPage _page;

    private ChromiumPage(IBrowserContext context, IPage page) => (_context, _page) = (context, page);

    /// <summary>Opens the harness page.</summary>
    public static async Task<ChromiumPage> OpenAsync(IBrowser browser, TestGateway gateway, string userId, Action<PageEvent> report)
    {
        var context = await browser.NewContextAsync();
        var page = new ChromiumPage(context, await context.NewPageAsync());
        await page.LoadAsync(gateway, userId, report);
        return page;
    }

    public Task<string> EvaluateAsync(string expression) => _page.EvaluateAsync<string>(expression);

    public Task UntilAsync(string condition) => _page.UntilAsync(condition);

    public Task LeaveAsync() => _page.GotoAsync("about:blank");

    /// <summary>Ends the process of the page. Nothing in the page can say goodbye.</summary>
    public async Task CrashAsync()
    {
        var crashed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _page.Crash += (_, _) => crashed.TrySetResult();
        await Task.WhenAny(crashed.Task, _page.GotoAsync("chrome://crash"));
        await crashed.Task;
    }

    public async ValueTask DisposeAsync() => await _context.CloseAsync();

    private async Task LoadAsync(TestGateway gateway, string userId, Action<PageEvent> report)
    {
        await _context.ExposeFunctionAsync("reportEvent", (string json) => report(PageEvent.Parse(json)));
        await _context.AddInitScriptAsync(gateway.SessionScript(userId));
        // The client has the address of its discovery documents built in.
        await _context.RouteAsync($"{SkapiPage.DiscoveryHost}/**", async route =>
        {
            var url = route.Request.Url.Replace(SkapiPage.DiscoveryHost, gateway.Url, StringComparison.Ordinal);
            var response = await route.FetchAsync(new RouteFetchOptions { Url = url });
            await route.FulfillAsync(new RouteFulfillOptions { Response = response });
        });
        _page.PageError += (_, error) => report(new PageEvent("page", "error", JsonSerializer.SerializeToElement(new { error })));
        await _page.GotoAsync($"{gateway.Url}/harness/index.html");
        await _page.WaitForFunctionAsync("() => window.harness !== undefined");
    }
}
