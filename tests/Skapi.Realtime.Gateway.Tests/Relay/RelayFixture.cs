using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Tests.Relay;

/// <summary>A relay without sockets: what goes in is called by name, what comes out is a list.</summary>
internal abstract class RelayFixture
{
    public static readonly ServiceScope Scope = new("service", "owner");

    public static Connection Create(string cid, string userId, ServiceScope? scope = null) =>
        new(cid, new RealtimeUser(scope ?? Scope, userId), new SendQueue(64 * 1024));

    /// <summary>Opens a connection, or returns null if its user has too many.</summary>
    /// <param name="name">The name of the connection in outputs.</param>
    /// <param name="userId">The user.</param>
    /// <param name="scope">The service, or null for <see cref="Scope"/>.</param>
    public abstract Connection? TryOpen(string name, string userId, ServiceScope? scope = null);

    public abstract IReadOnlyList<Output> Close(Connection connection);

    public abstract IReadOnlyList<Output> Handle(Connection sender, ClientFrame frame);

    /// <summary>The names of the connections in a group.</summary>
    public abstract IReadOnlyList<string> MembersOf(string group);

    public abstract int CountGroups();

    public abstract int CountConnections();

    public Connection Open(string name, string userId, ServiceScope? scope = null) => TryOpen(name, userId, scope).ShouldNotBeNull();

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

    /// <summary>A frame for one connection.</summary>
    internal sealed record Output(string Cid, GatewayFrame Frame);
}
