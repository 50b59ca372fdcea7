using Skapi.Browser.Tests.Calls;
using Skapi.Browser.Tests.Rig;

namespace Skapi.Browser.Tests.Managed;

/// <summary>The managed transport and a page of Chromium that tells mDNS names instead of its addresses.</summary>
public sealed class ManagedHiddenAddressTests(HiddenAddressTests.RigWithoutPermission rig)
    : ManagedPageTests, IClassFixture<HiddenAddressTests.RigWithoutPermission>
{
    protected override TestGateway Gateway => rig.Gateway;

    protected override Task<SkapiPage> OpenPageAsync() => SkapiPage.OpenAsync(rig.Browser, rig.Gateway);
}
