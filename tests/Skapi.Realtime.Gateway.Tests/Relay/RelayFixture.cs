using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Relay;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Tests.Relay;

/// <summary>A relay without sockets: what goes in is called by name, what comes out is a list.</summary>
internal sealed class RelayFixture
{
    public static readonly ServiceScope Scope = new("service", "owner");

    private readonly RelayState _state;
    private readonly Queue<Delivery> _outbox = new();

    public RelayFixture(Action<SkapiRealtimeOptions>? configure = null)
    {
        var options = new SkapiRealtimeOptions();
        configure?.Invoke(options);
        _state = new RelayState(options);
    }

    public RelayState State => _state;

    public Connection Open(string cid, string userId, ServiceScope? scope = null)
    {
        var connection = Create(cid, userId, scope);
        _state.TryOpen(connection).ShouldBeTrue();
        return connection;
    }

    public static Connection Create(string cid, string userId, ServiceScope? scope = null) =>
        new(cid, new RealtimeUser(scope ?? Scope, userId), new SendQueue(1024));

    public IReadOnlyList<Output> Close(Connection connection)
    {
        _state.Close(connection, _outbox);
        return Drain();
    }

    public IReadOnlyList<Output> Join(Connection sender, string? group) =>
        Handle(sender, new ClientFrame.JoinRoom { Group = group, Token = "" });

    public IReadOnlyList<Output> Broadcast(Connection sender, string group, string content, string? notification = null) =>
        Handle(
            sender,
            new ClientFrame.Broadcast { Group = group, Content = RawJson.FromString(content), Token = "", Notification = notification });

    public IReadOnlyList<Output> Send(Connection sender, string userId, string content) =>
        Handle(sender, new ClientFrame.SendMessage { UserId = userId, Content = RawJson.FromString(content), Token = "" });

    public IReadOnlyList<Output> Signal(Connection sender, string uid, string content) =>
        Handle(sender, new ClientFrame.Rtc { Cid = uid, Content = RawJson.Parse(content), Token = "" });

    public IReadOnlyList<Output> Handle(Connection sender, ClientFrame frame)
    {
        _state.Handle(sender, frame, _outbox);
        return Drain();
    }

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

    /// <summary>A frame for one connection.</summary>
    internal sealed record Output(string Cid, GatewayFrame Frame);
}
