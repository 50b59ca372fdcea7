using Skapi.Browser.Tests.Rig;

namespace Skapi.Browser.Tests.Managed;

/// <summary>The managed transport and Chromium, which knows the page's addresses.</summary>
public sealed class ManagedChromiumTests(BrowserRig rig) : ManagedPageTests, IClassFixture<BrowserRig>
{
    protected override TestGateway Gateway => rig.Gateway;

    protected override Task<SkapiPage> OpenPageAsync() => SkapiPage.OpenAsync(rig.Browser, rig.Gateway);
}
