using System.Text.Json;
using Microsoft.Playwright;

namespace Skapi.Browser.Tests.Rig;

/// <summary>A browser page with the published client, signed in as a user of its own.</summary>
public sealed class SkapiPage : IAsyncDisposable
{
    /// <summary>The host of the discovery documents, which the published client has built in.</summary>
    internal const string DiscoveryHost = "https://d3e9syvbtso631.cloudfront.net";

    private IPageDriver? _driver;

    private SkapiPage(string userId)
    {
        UserId = userId;
        Events = new Recorder<PageEvent>($"The page of {userId}");
    }

    /// <summary>The id of the user that the page is signed in as.</summary>
    public string UserId { get; }

    /// <summary>The connection id, with its prefix; known once the page has joined a group.</summary>
    public string Cid { get; private set; } = "";

    /// <summary>Every event that the client has passed to the page.</summary>
    public Recorder<PageEvent> Events { get; }

    private IPageDriver Driver => _driver!;

    /// <summary>Opens a page of Chromium.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="gateway">The gateway that it uses.</param>
    public static async Task<SkapiPage> OpenAsync(IBrowser browser, TestGateway gateway)
    {
        var page = new SkapiPage(Guid.NewGuid().ToString());
        page._driver = await ChromiumPage.OpenAsync(browser, gateway, page.UserId, page.Events.Add);
        return page;
    }

    /// <summary>Opens a page of Firefox.</summary>
    public static async Task<SkapiPage> OpenAsync(FirefoxBrowser browser, TestGateway gateway)
    {
        var page = new SkapiPage(Guid.NewGuid().ToString());
        page._driver = await FirefoxPage.OpenAsync(browser, gateway, page.UserId, page.Events.Add);
        return page;
    }

    /// <summary>Connects and joins a group, and waits for its notice.</summary>
    public async Task JoinAsync(string group)
    {
        await RunAsync("connect");
        await RunAsync("join", group);
        var notice = await Events.WaitAsync(
            "its own USER_JOINED", item => item.Type == "notice" && item["code"] == "USER_JOINED" && item["sender"] == UserId);
        Cid = notice["sender_cid"]!;
    }

    /// <summary>Runs one of the harness's functions.</summary>
    public Task RunAsync(string function, object? argument = null) => AskAsync(function, argument);

    /// <summary>Runs one of the harness's functions, and returns its result.</summary>
    public async Task<JsonElement> AskAsync(string function, object? argument = null)
    {
        // Passed as text, so that the page gets exactly what a test writes.
        var json = JsonSerializer.Serialize(JsonSerializer.Serialize(argument));
        var result = await Driver.EvaluateAsync(
            $"(async () => JSON.stringify(await harness.{function}(JSON.parse({json})) ?? null))()");
        return JsonElement.Parse(result);
    }

    /// <summary>Ends the process of a page of Chromium, as a crash does.</summary>
    public Task CrashAsync() => ((ChromiumPage)Driver).CrashAsync();

    /// <summary>Calls a connection.</summary>
    public Task CallAsync(string cid, bool media = false, params string[] channels)
    {
        var parameters = Media(media);
        parameters["cid"] = cid;
        if (channels.Length > 0)
            parameters["channels"] = channels;
        return RunAsync("call", parameters);
    }

    /// <summary>Waits for an incoming call, and accepts it.</summary>
    public async Task AcceptAsync(bool media = false, int mark = 0)
    {
        await IncomingAsync(mark);
        await RunAsync("accept", Media(media));
    }

    /// <summary>Waits for a realtime event of a type.</summary>
    public Task<PageEvent> RealtimeAsync(string type, Func<PageEvent, bool>? fits = null, int mark = 0) =>
        Events.WaitAsync(type, item => item.Family == "realtime" && item.Type == type && fits?.Invoke(item) != false, mark);

    /// <summary>Waits for an RTC event of a type.</summary>
    public Task<PageEvent> RtcAsync(string type, Func<PageEvent, bool>? fits = null, int mark = 0) =>
        Events.WaitAsync(type, item => item.Family == "rtc" && item.Type == type && fits?.Invoke(item) != false, mark);

    /// <summary>Waits for an incoming call.</summary>
    public Task<PageEvent> IncomingAsync(int mark = 0) => RealtimeAsync("rtc:incoming", mark: mark);

    /// <summary>Waits until the client's promise of a connection resolves.</summary>
    public Task ConnectionAsync(int mark = 0) =>
        Events.WaitAsync("the connection", item => item.Family == "page" && item.Type == "connection", mark);

    /// <summary>Waits until the client has answered an offer.</summary>
    public Task AnsweredAsync() => Events.WaitAsync("an answer", static item => item.Family == "page" && item.Type == "answered");

    /// <summary>Waits until a condition is true in the page.</summary>
    /// <param name="condition">A JavaScript expression, in which <c>harness</c> is known.</param>
    public Task UntilAsync(string condition) => Driver.UntilAsync(condition);

    private static Dictionary<string, object> Media(bool media) =>
        media ? new() { ["media"] = new { audio = true, video = true } } : [];

    /// <summary>Leaves the page, as when the user follows a link or closes the tab.</summary>
    public Task LeaveAsync() => Driver.LeaveAsync();

    public ValueTask DisposeAsync() => Driver.DisposeAsync();
}
