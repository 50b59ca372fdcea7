using Skapi.Realtime.Gateway.Configuration;

namespace Skapi.Realtime.Gateway.Tests.Relay;

/// <summary>The relay of one process.</summary>
public sealed class RelayStateTests : RelayTests
{
    private protected override RelayFixture Create(Action<SkapiRealtimeOptions>? configure) => new StateFixture(configure);
}
