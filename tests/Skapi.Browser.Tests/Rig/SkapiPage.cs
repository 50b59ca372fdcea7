using System.Text.Json;
using Microsoft.Playwright;

namespace Skapi.Browser.Tests.Rig;

/// <summary>A browser page with the published client, signed in as a user of its own.</summary>
public sealed class SkapiPage : IAsyncDisposable
{
    private const string DiscoveryHost = "https://d3e9syvbtso631.cloudfront.net";

    private readonly IBrowserContext _context;
    private readonly IPage _page;

    private SkapiPage(IBrowserContext context, IPage page, string userId)
    {
        _context = context;
        _page = page;
        UserId = userId;
        Events = new Recorder<PageEvent>($"The page of {userId}");
    }

    /// <summary>Who the page is signed in as.</summary>
    public string UserId { get; }

    /// <summary>The connection id, with its prefix; known once the page has joined a group.</summary>
    public string Cid { get; private set; } = "";

    /// <summary>What the page signals, held back; null where it goes to the gateway at once.</summary>
    public HeldSignals? Signals { get; private set; }

    /// <summary>Every event that the client gave the page.</summary>
    public Recorder<PageEvent> Events { get; }

    /// <summary>Opens a page.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="gateway">The gateway that it speaks with.</param>
    /// <param name="holdsSignals">Whether <see cref="Signals"/> stands between the two.</param>
    public static async Task<SkapiPage> OpenAsync(IBrowser browser, TestGateway gateway, bool holdsSignals = false)
    {
        var userId = Guid.NewGuid().ToString();
        var context = await browser.NewContextAsync();
        var page = new SkapiPage(context, await context.NewPageAsync(), userId);
        if (holdsSignals)
            page.Signals = await HeldSignals.AttachAsync(page._page);
        await page.LoadAsync(gateway);
        return page;
    }

    private async Task LoadAsync(TestGateway gateway)
    {
        await _context.ExposeFunctionAsync("reportEvent", (string json) => Events.Add(PageEvent.Parse(json)));
        await _context.AddInitScriptAsync(gateway.SessionScript(UserId));
        // The client has the address of its discovery documents built in.
        await _context.RouteAsync($"{DiscoveryHost}/**", async route =>
        {
            var url = route.Request.Url.Replace(DiscoveryHost, gateway.Url, StringComparison.Ordinal);
            await route.FulfillAsync(new RouteFulfillOptions { Response = await route.FetchAsync(new RouteFetchOptions { Url = url }) });
        });
        _page.PageError += (_, error) => Events.Add(new PageEvent("page", "error", JsonSerializer.SerializeToElement(new { error })));
        await _page.GotoAsync($"{gateway.Url}/harness/index.html");
        await _page.WaitForFunctionAsync("() => window.harness !== undefined");
    }

    /// <summary>Connects and joins a group, and waits for the notice of it.</summary>
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

    /// <summary>Runs one of the harness's functions, and gives its result.</summary>
    public async Task<JsonElement> AskAsync(string function, object? argument = null)
    {
        // As text both ways: what a test writes is what the page gets.
        var result = await _page.EvaluateAsync<string>(
            $"async json => JSON.stringify(await harness.{function}(JSON.parse(json)) ?? null)", JsonSerializer.Serialize(argument));
        return JsonElement.Parse(result);
    }

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

    /// <summary>Waits until the client's promise of a connection is kept.</summary>
    public Task ConnectionAsync(int mark = 0) =>
        Events.WaitAsync("the connection", item => item.Family == "page" && item.Type == "connection", mark);

    /// <summary>Waits until what is asked of the page is so.</summary>
    /// <param name="condition">A JavaScript expression, in which <c>harness</c> is known.</param>
    public async Task UntilAsync(string condition) =>
        await _page.WaitForFunctionAsync($"() => {condition}", null, new PageWaitForFunctionOptions { PollingInterval = 50 });

    private static Dictionary<string, object> Media(bool media) =>
        media ? new() { ["media"] = new { audio = true, video = true } } : [];

    /// <summary>Goes elsewhere, as someone does who follows a link or closes the tab.</summary>
    public Task LeaveAsync() => _page.GotoAsync("about:blank");

    public async ValueTask DisposeAsync() => await _context.CloseAsync();
}
