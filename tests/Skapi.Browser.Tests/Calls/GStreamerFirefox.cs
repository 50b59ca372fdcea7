using Skapi.Browser.Tests.Rig;

namespace Skapi.Browser.Tests.Calls;

/// <summary>The flows of a call between Firefox and GStreamer that carry media.</summary>
[CollectionDefinition(nameof(GStreamerFirefox))]
public sealed class GStreamerFirefox : ICollectionFixture<FirefoxRig>
{
    [Collection(nameof(GStreamerFirefox))]
    public sealed class ChangedCall(FirefoxRig rig) : ChangedCallTests(rig);

    [Collection(nameof(GStreamerFirefox))]
    public sealed class MediaCall(FirefoxRig rig) : MediaCallTests(rig);
}
