using Skapi.Browser.Tests.Rig;

namespace Skapi.Browser.Tests.Calls;

/// <summary>A page without permission for the camera sends mDNS names instead of its addresses. .NET does not resolve them.</summary>
public sealed class HiddenAddressTests(HiddenAddressTests.RigWithoutPermission rig) : IClassFixture<HiddenAddressTests.RigWithoutPermission>
{
    [Fact]
    public async Task The_page_calls()
    {
        await using var page = await rig.JoinPageAsync("hidden-in");
        await using var peer = await rig.JoinPeerAsync("hidden-in");

        await page.CallAsync(peer.Cid);
        await peer.AcceptAsync();

        await page.RtcAsync("open");
        ShouldBeHidden(page);
    }

    [Fact]
    public async Task Dotnet_calls()
    {
        await using var page = await rig.JoinPageAsync("hidden-out");
        await using var peer = await rig.JoinPeerAsync("hidden-out");

        var call = await peer.CallAsync(page.Cid);
        await page.AcceptAsync();

        await call.Connection;
        await page.RtcAsync("open");
        ShouldBeHidden(page);
    }

    private static void ShouldBeHidden(SkapiPage page)
    {
        var candidates = page.Events.Items.Where(item => item.Type == "icecandidate").ToArray();
        candidates.ShouldNotBeEmpty();
        candidates.ShouldAllBe(item => item["candidate"]!.Contains(".local "));
    }

    public sealed class RigWithoutPermission : BrowserRig
    {
        protected override bool GrantsDevices => false;
    }
}
