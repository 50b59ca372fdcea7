using Skapi.Browser.Tests.Rig;

namespace Skapi.Browser.Tests.Managed;

/// <summary>The managed transport and Firefox.</summary>
public sealed class ManagedFirefoxTests(FirefoxRig rig) : ManagedPageTests, IClassFixture<FirefoxRig>
{
    protected override TestGateway Gateway => rig.Gateway;

    protected override Task<SkapiPage> OpenPageAsync() => SkapiPage.OpenAsync(rig.Browser, rig.Gateway);
}
