using Microsoft.Playwright;
using Skapi.Rtc;
using Skapi.Rtc.GStreamer;
using Skapi.Rtc.Transport;

namespace Skapi.Browser.Tests.Rig;

/// <summary>A gateway and a Chromium, for the tests of one class.</summary>
public class BrowserRig : IPageRig, IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private TestGateway? _gateway;

    private static readonly GStreamerTransport GStreamer = new();

    /// <summary>The transport of the .NET peers.</summary>
    protected virtual IRtcTransport Transport => GStreamer;

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
    public async Task<SkapiPage> JoinPageAsync(string group)
    {
        var page = await SkapiPage.OpenAsync(Browser, Gateway);
        await page.JoinAsync(group);
        return page;
    }

    /// <inheritdoc/>
    public Task SeeCameraAsync(RtcConnection connection) => DecodedMedia.SeesGreenAsync(connection);
}
