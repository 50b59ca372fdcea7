using Skapi.Browser.Tests.Rig;

namespace Skapi.Browser.Tests.Calls;

/// <summary>Firefox changes a call.</summary>
public sealed class FirefoxChangedCallTests(FirefoxRig rig) : ChangedCallTests(rig), IClassFixture<FirefoxRig>;
