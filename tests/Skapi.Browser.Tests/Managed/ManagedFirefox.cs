using Skapi.Browser.Tests.Calls;
using Skapi.Browser.Tests.Rig;

namespace Skapi.Browser.Tests.Managed;

/// <summary>The flows of a call between Firefox and the managed transport.</summary>
[CollectionDefinition(nameof(ManagedFirefox))]
public sealed class ManagedFirefox : ICollectionFixture<ManagedFirefoxRig>
{
    [Collection(nameof(ManagedFirefox))]
    public sealed class Bandwidth(ManagedFirefoxRig rig) : BandwidthTests(rig);

    [Collection(nameof(ManagedFirefox))]
    public sealed class ChangedCall(ManagedFirefoxRig rig) : ChangedCallTests(rig);

    [Collection(nameof(ManagedFirefox))]
    public sealed class DataCall(ManagedFirefoxRig rig) : DataCallTests(rig);

    [Collection(nameof(ManagedFirefox))]
    public sealed class DotNetCallsPage(ManagedFirefoxRig rig) : DotNetCallsPageTests(rig);

    [Collection(nameof(ManagedFirefox))]
    public sealed class Glare(ManagedFirefoxRig rig) : GlareTests(rig);

    [Collection(nameof(ManagedFirefox))]
    public sealed class MediaCall(ManagedFirefoxRig rig) : MediaCallTests(rig);

    [Collection(nameof(ManagedFirefox))]
    public sealed class PageCallsDotNet(ManagedFirefoxRig rig) : PageCallsDotNetTests(rig);

    [Collection(nameof(ManagedFirefox))]
    public sealed class PublishedClientQuirk(ManagedFirefoxRig rig) : PublishedClientQuirkTests(rig);

    [Collection(nameof(ManagedFirefox))]
    public sealed class Simulcast(ManagedFirefoxRig rig) : SimulcastTests(rig);

    [Collection(nameof(ManagedFirefox))]
    public sealed class Codec(ManagedFirefoxRig rig) : CodecTests(rig);

    [Collection(nameof(ManagedFirefox))]
    public sealed class RandomChanges(ManagedFirefoxRig rig) : RandomChangesTests(rig);
}
