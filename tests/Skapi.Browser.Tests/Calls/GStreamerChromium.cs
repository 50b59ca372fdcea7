using Skapi.Browser.Tests.Rig;

namespace Skapi.Browser.Tests.Calls;

/// <summary>The flows of a call between Chromium and GStreamer.</summary>
[CollectionDefinition(nameof(GStreamerChromium))]
public sealed class GStreamerChromium : ICollectionFixture<BrowserRig>
{
    [Collection(nameof(GStreamerChromium))]
    public sealed class ChangedCall(BrowserRig rig) : ChangedCallTests(rig);

    [Collection(nameof(GStreamerChromium))]
    public sealed class DataCall(BrowserRig rig) : DataCallTests(rig);

    [Collection(nameof(GStreamerChromium))]
    public sealed class DotNetCallsPage(BrowserRig rig) : DotNetCallsPageTests(rig);

    [Collection(nameof(GStreamerChromium))]
    public sealed class Glare(BrowserRig rig) : GlareTests(rig);

    [Collection(nameof(GStreamerChromium))]
    public sealed class MediaCall(BrowserRig rig) : MediaCallTests(rig);

    [Collection(nameof(GStreamerChromium))]
    public sealed class PageCallsDotNet(BrowserRig rig) : PageCallsDotNetTests(rig);

    [Collection(nameof(GStreamerChromium))]
    public sealed class PublishedClientQuirk(BrowserRig rig) : PublishedClientQuirkTests(rig);

    [Collection(nameof(GStreamerChromium))]
    public sealed class CrashedPage(BrowserRig rig) : CrashedPageTests(rig);

    [Collection(nameof(GStreamerChromium))]
    public sealed class UnacceptedCall(BrowserRig rig) : UnacceptedCallTests(rig);

    [Collection(nameof(GStreamerChromium))]
    public sealed class Codec(BrowserRig rig) : CodecTests(rig);
}
