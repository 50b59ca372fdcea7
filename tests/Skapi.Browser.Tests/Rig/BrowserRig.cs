using Microsoft.Playwright;
using Skapi.Rtc.GStreamer;

namespace Skapi.Browser.Tests.Rig;

/// <summary>A gateway and a Chromium, for the tests of one class.</summary>
public class BrowserRig : IPageRig, IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private TestGateway? _gateway;

    /// <summary>The transport of the .NET peers.</summary>
    private static readonly GStreamerTransport Transport = new();

    /// <summary>Whether every page may use the fake camera and microphone.</summary>
    protected virtual bool GrantsDevices => true;

    /// <summary>The gateway.</summary>
    public TestGateway Gateway => _gateway!;

    /// <summary>The browser.</summary>
    public IBrowser Browser => _browser!;

    public async Task InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright, GrantsDevices);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_gateway is not null)
            await _gateway.DisposeAsync();
    }

    /// <summary>Starts a .NET peer that has joined a group.</summary>
    public Task<DotNetPeer> JoinPeerAsync(string group) => DotNetPeer.JoinAsync(Gateway, Transport, group);

    /// <inheritdoc/>
    public Task<SkapiPage> JoinPageAsync(string group) => JoinPageAsync(group, holdsSignals: false);

    /// <summary>Opens a page, signed in as a new user, that has joined a group.</summary>
    public async Task<SkapiPage> JoinPageAsync(string group, bool holdsSignals)
    {
        var page = await SkapiPage.OpenAsync(Browser, Gateway, holdsSignals);
        await page.JoinAsync(group);
        return page;
    }
}
