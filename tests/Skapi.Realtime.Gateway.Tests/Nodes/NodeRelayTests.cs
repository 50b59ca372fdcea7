using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Tests.Relay;

namespace Skapi.Realtime.Gateway.Tests.Nodes;

/// <summary>The relay of several nodes does what the relay of one process does.</summary>
public sealed class NodeRelayTests : RelayTests
{
    private protected override RelayFixture Create(Action<SkapiRealtimeOptions>? configure) => new NodesFixture(configure);
}
