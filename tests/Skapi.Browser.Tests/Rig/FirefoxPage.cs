using System.Text.Json;
using System.Text.Json.Nodes;

namespace Skapi.Browser.Tests.Rig;

/// <summary>A page of Firefox.</summary>
internal sealed class FirefoxPage : IPageDriver
{
    private readonly FirefoxBrowser _browser;
    private readonly string _id;

    private FirefoxPage(FirefoxBrowser browser, string id) => (_browser, _id) = (browser, id);

    /// <summary>Opens the harness page.</summary>
    public static async Task<FirefoxPage> OpenAsync(FirefoxBrowser browser, TestGateway gateway, string userId, Action<PageEvent> report)
    {
        void Handle(JsonNode message) => report((string?)message["event"] is { } json
            ? PageEvent.Parse(json)
            : new PageEvent("page", "error", JsonSerializer.SerializeToElement(new { error = (string?)message["error"] })));

        var arguments = new JsonObject
        {
            ["url"] = $"{gateway.Url}/harness/index.html",
            ["script"] = gateway.SessionScript(userId),
            ["redirectFrom"] = SkapiPage.DiscoveryHost,
            ["redirectTo"] = gateway.Url,
        };
        return new FirefoxPage(browser, await browser.OpenAsync(Handle, arguments));
    }

    public Task<string> EvaluateAsync(string expression) =>
        _browser.RequestAsync("evaluate", _id, new JsonObject { ["script"] = expression });

    public Task UntilAsync(string condition) => _browser.RequestAsync("until", _id, new JsonObject { ["condition"] = condition });

    public Task LeaveAsync() => _browser.RequestAsync("leave", _id);

    public async ValueTask DisposeAsync() => await _browser.RequestAsync("close", _id);
}
