using Skapi.Protocol;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Relay;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Tests.Relay;

/// <summary>The rules of the relay of one process.</summary>
internal sealed class StateFixture : RelayFixture
{
    private readonly RelayState _state;
    private readonly Queue<Delivery> _outbox = new();

    public StateFixture(Action<SkapiRealtimeOptions>? configure = null)
    {
        var options = new SkapiRealtimeOptions();
        configure?.Invoke(options);
        _state = new RelayState(options);
    }

    public override Connection? TryOpen(string name, string userId, ServiceScope? scope = null)
    {
        var connection = Create(name, userId, scope);
        return _state.TryOpen(connection) ? connection : null;
    }

    public override IReadOnlyList<Output> Close(Connection connection)
    {
        _state.Close(connection, _outbox);
        return Drain();
    }

    public override IReadOnlyList<Output> Handle(Connection sender, ClientFrame frame)
    {
        _state.Handle(sender, frame, _outbox);
        return Drain();
    }

    public override IReadOnlyList<string> MembersOf(string group) =>
        [.. _state.Registry.MembersOf(Scope, group).Select(member => member.Cid)];

    public override int CountGroups() => _state.Registry.GroupsOf(Scope).Count();

    public override int CountConnections() => _state.Registry.Connections.Count;

    private List<Output> Drain()
    {
        var outputs = _outbox.SelectMany(delivery => Recipients(delivery).Select(recipient => new Output(recipient.Cid, delivery.Frame)))
            .ToList();
        _outbox.Clear();
        return outputs;
    }

    private static List<Connection> Recipients(Delivery delivery)
    {
        if (delivery.Recipient is { } recipient)
            return [recipient];
        var recipients = new List<Connection>();
        foreach (var connection in delivery.List!)
            recipients.Add(connection);
        return recipients;
    }
}
