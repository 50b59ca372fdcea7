using Skapi.Browser.Tests.Calls;
using Skapi.Browser.Tests.Rig;

namespace Skapi.Browser.Tests.Managed;

/// <summary>The flows of a call between Chromium and the managed transport.</summary>
[CollectionDefinition(nameof(ManagedChromium))]
public sealed class ManagedChromium : ICollectionFixture<ManagedBrowserRig>
{
    [Collection(nameof(ManagedChromium))]
    public sealed class ChangedCall(ManagedBrowserRig rig) : ChangedCallTests(rig);

    [Collection(nameof(ManagedChromium))]
    public sealed class DataCall(ManagedBrowserRig rig) : DataCallTests(rig);

    [Collection(nameof(ManagedChromium))]
    public sealed class DotNetCallsPage(ManagedBrowserRig rig) : DotNetCallsPageTests(rig);

    [Collection(nameof(ManagedChromium))]
    public sealed class Glare(ManagedBrowserRig rig) : GlareTests(rig);

    [Collection(nameof(ManagedChromium))]
    public sealed class MediaCall(ManagedBrowserRig rig) : MediaCallTests(rig);

    [Collection(nameof(ManagedChromium))]
    public sealed class PageCallsDotNet(ManagedBrowserRig rig) : PageCallsDotNetTests(rig);

    [Collection(nameof(ManagedChromium))]
    public sealed class PublishedClientQuirk(ManagedBrowserRig rig) : PublishedClientQuirkTests(rig);

    [Collection(nameof(ManagedChromium))]
    public sealed class CrashedPage(ManagedBrowserRig rig) : CrashedPageTests(rig);

    [Collection(nameof(ManagedChromium))]
    public sealed class UnacceptedCall(ManagedBrowserRig rig) : UnacceptedCallTests(rig);

    [Collection(nameof(ManagedChromium))]
    public sealed class Simulcast(ManagedBrowserRig rig) : SimulcastTests(rig);

    [Collection(nameof(ManagedChromium))]
    public sealed class Codec(ManagedBrowserRig rig) : CodecTests(rig);

    [Collection(nameof(ManagedChromium))]
    public sealed class RandomChanges(ManagedBrowserRig rig) : RandomChangesTests(rig);
}
