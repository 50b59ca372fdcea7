using Skapi.Rtc.GStreamer;

namespace Skapi.Browser.Tests.Rig;

/// <summary>A gateway and a Firefox, for the tests of one class.</summary>
public sealed class FirefoxRig : IPageRig, IAsyncLifetime
{
    private static readonly GStreamerTransport Transport = new();

    private FirefoxBrowser? _browser;
    private TestGateway? _gateway;

    /// <summary>The gateway.</summary>
    public TestGateway Gateway => _gateway!;

    /// <summary>The browser.</summary>
    public FirefoxBrowser Browser => _browser!;

    public async Task InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync();
        _browser = await FirefoxBrowser.LaunchAsync();
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        if (_gateway is not null)
            await _gateway.DisposeAsync();
    }

    /// <summary>Starts a .NET peer that has joined a group.</summary>
    public Task<DotNetPeer> JoinPeerAsync(string group) => DotNetPeer.JoinAsync(Gateway, Transport, group);

    /// <summary>Opens a page, signed in as a new user, that has joined a group.</summary>
    public async Task<SkapiPage> JoinPageAsync(string group)
    {
        var page = await SkapiPage.OpenAsync(Browser, Gateway);
        await page.JoinAsync(group);
        return page;
    }
}
