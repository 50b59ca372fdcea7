using Skapi.Rtc;
using Skapi.Rtc.GStreamer;
using Skapi.Rtc.Transport;

namespace Skapi.Browser.Tests.Rig;

/// <summary>A gateway and a Firefox, for the tests of one class.</summary>
public class FirefoxRig : IPageRig, IAsyncLifetime
{
    private static readonly GStreamerTransport GStreamer = new();

    private FirefoxBrowser? _browser;
    private TestGateway? _gateway;

    /// <summary>The transport of the .NET peers.</summary>
    protected virtual IRtcTransport Transport => GStreamer;

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

    /// <inheritdoc/>
    public Task<DotNetPeer> JoinPeerAsync(string group) => DotNetPeer.JoinAsync(Gateway, Transport, group);

    /// <inheritdoc/>
    public async Task<SkapiPage> JoinPageAsync(string group)
    {
        var page = await SkapiPage.OpenAsync(Browser, Gateway);
        await page.JoinAsync(group);
        return page;
    }

    /// <inheritdoc/>
    public Task SeeCameraAsync(RtcConnection connection) => DecodedMedia.SeesChangingColourAsync(connection);
}
