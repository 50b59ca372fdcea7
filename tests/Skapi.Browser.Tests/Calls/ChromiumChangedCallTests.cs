using Skapi.Browser.Tests.Rig;

namespace Skapi.Browser.Tests.Calls;

/// <summary>Chromium changes a call.</summary>
public sealed class ChromiumChangedCallTests(BrowserRig rig) : ChangedCallTests(rig), IClassFixture<BrowserRig>;
