using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Nodes;
using Skapi.Realtime.Gateway.Relay;
using Skapi.Realtime.Gateway.Tests.Relay;
using Skapi.Realtime.Gateway.Tokens;
using Skapi.Realtime.Gateway.Wire;

namespace Skapi.Realtime.Gateway.Tests.Nodes;

/// <summary>The relays of two nodes over a simulated backplane. Connections are on one and the other in turn.</summary>
internal sealed class NodesFixture : RelayFixture
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);

    private readonly SimulatedWorld _world = new(seed: 1);
    private readonly SimulatedStore _store;
    private readonly SimulatedNode[] _nodes;
    private readonly List<(Connection Connection, SimulatedNode Node, string Name)> _connections = [];

    public NodesFixture(Action<SkapiRealtimeOptions>? configure = null)
    {
        // The test runner's context would continue on other threads.
        SynchronizationContext.SetSynchronizationContext(null);
        var options = new NodeOptions { ContinuesInline = true };
        _store = new SimulatedStore(_world, options.LeaseDuration);
        _nodes = [new(_world, _store, options, 0, configure), new(_world, _store, options, 1, configure)];
        foreach (var node in _nodes)
            _ = node.RunAsync();
        _world.RunUntil(Settle);
    }

    public override Connection? TryOpen(string name, string userId, ServiceScope? scope = null)
    {
        var node = _nodes[_connections.Count % _nodes.Length];
        var connection = Create($"{node.Backplane.Node}.{name}", userId, scope);
        _connections.Add((connection, node, name));
        return Run(node.Relay.OpenAsync(connection).AsTask()) == Admission.Admitted ? connection : null;
    }

    public override IReadOnlyList<Output> Close(Connection connection)
    {
        Run(NodeOf(connection).Relay.CloseAsync(connection).AsTask());
        return Drain();
    }

    public override IReadOnlyList<Output> Handle(Connection sender, ClientFrame frame)
    {
        var refusal = Run(NodeOf(sender).Relay.HandleAsync(sender, frame).AsTask()).Refusal;
        return refusal is null ? Drain() : [.. Drain(), ToOutput(sender.Cid, refusal)];
    }

    public override IReadOnlyList<string> MembersOf(string group) => [.. _store.MembersOf(group).Select(NameOf)];

    public override int CountGroups() => _store.CountGroups();

    public override int CountConnections() => _store.Count();

    private SimulatedNode NodeOf(Connection connection) => _connections.Single(entry => entry.Connection == connection).Node;

    private T Run<T>(Task<T> task)
    {
        _world.RunUntil(_world.Now + Settle);
        task.IsCompleted.ShouldBeTrue();
        return task.Result;
    }

    private List<Output> Drain()
    {
        var outputs = new List<Output>();
        foreach (var (connection, _, _) in _connections)
        {
            while (connection.Queue.TryDequeue(out var frame))
            {
                outputs.Add(ToOutput(connection.Cid, JsonCodec.Decode<GatewayFrame>(WebSocketFrame.TextOf(frame.Bytes).Span)));
                connection.Queue.Sent(frame);
            }
        }

        return outputs;
    }

    private Output ToOutput(string cid, GatewayFrame frame) =>
        new(NameOf(cid), frame with { SenderCid = frame.SenderCid is { } sender ? NameOf(sender) : null });

    private string NameOf(string cid) =>
        _connections.Where(entry => entry.Connection.Cid == cid).Select(static entry => entry.Name).FirstOrDefault(cid);
}
