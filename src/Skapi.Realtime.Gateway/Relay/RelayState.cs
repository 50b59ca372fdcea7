using System.Collections.Concurrent;
using Skapi.Protocol;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Frames;
using Skapi.Realtime.Gateway.Json;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Relay;

/// <summary>
/// The rules of the relay, without sockets, clocks or locks: an input changes the state and adds to the outbox what must be sent.
/// The caller passes one input at a time and sends the contents of the outbox, in order, before the next one.
/// </summary>
internal sealed class RelayState(SkapiRealtimeOptions options)
{
    private readonly Dictionary<string, Connection> _connections = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ServiceScope, ServiceState> _services = new(concurrencyLevel: 1, capacity: 0);
    private long _opens;
    private long _joins;

    /// <summary>Every connection.</summary>
    public IReadOnlyCollection<Connection> Connections => _connections.Values;

    /// <summary>Returns a page of the connections in a group, in the order in which they joined.</summary>
    /// <param name="scope">The service.</param>
    /// <param name="group">The group's name.</param>
    /// <param name="userId">Returns only connections of this user, unless null.</param>
    /// <param name="after">The join number of the entry before the page, or null for the first page.</param>
    /// <param name="ascending">Whether the first to join comes first.</param>
    /// <param name="limit">The maximum number of entries.</param>
    public IReadOnlyList<Member> MembersOf(
        ServiceScope scope, string group, string? userId = null, long? after = null, bool ascending = true, int limit = int.MaxValue)
    {
        if (!_services.TryGetValue(scope, out var service) || !service.Groups.TryGetValue(group, out var members))
            return [];
        if (userId is null)
            return [.. members.Page(after, ascending, limit).Select(ToMember)];
        if (!service.Users.TryGetValue(userId, out var connections))
            return [];
        // A user has few connections, so they are sorted here rather than looked for in the group.
        var own = connections.Page(null, ascending: true, int.MaxValue)
            .Where(connection => connection.Group == group)
            .Where(connection => after is not { } number || (ascending ? connection.JoinNumber > number : connection.JoinNumber < number));
        var ordered = ascending
            ? own.OrderBy(static connection => connection.JoinNumber)
            : own.OrderByDescending(static connection => connection.JoinNumber);
        return [.. ordered.Take(limit).Select(ToMember)];

        static Member ToMember(Connection member) => new(member.User.UserId, member.Cid, member.JoinNumber);
    }

    /// <summary>
    /// Enumerates the groups of a service with their sizes, in no order. Any thread may call this at any time; groups that come or go
    /// meanwhile may be missing.
    /// </summary>
    public IEnumerable<GroupSize> GroupsOf(ServiceScope scope) =>
        _services.TryGetValue(scope, out var service)
            ? service.Groups.Select(static entry => new GroupSize(entry.Key, entry.Value.Count))
                .Where(static group => group.Connections > 0)
            : [];

    /// <summary>The connections of a user, or null if the user is not connected.</summary>
    public ConnectionList? ConnectionsOf(RealtimeUser user) =>
        _services.GetValueOrDefault(user.Scope)?.Users.GetValueOrDefault(user.UserId);

    /// <summary>The connections in a group, or null if it is empty.</summary>
    public ConnectionList? GroupOf(ServiceScope scope, string group) =>
        _services.GetValueOrDefault(scope)?.Groups.GetValueOrDefault(group);

    /// <summary>The connection with an id, or null.</summary>
    public Connection? Find(string cid) => _connections.GetValueOrDefault(cid);

    /// <summary>Admits a connection.</summary>
    /// <returns>False if its user has as many as the options allow.</returns>
    public bool TryOpen(Connection connection)
    {
        var service = _services.GetOrAdd(connection.User.Scope, static _ => new ServiceState());
        if (!service.Users.TryGetValue(connection.User.UserId, out var list))
            service.Users.Add(connection.User.UserId, list = new ConnectionList());
        else if (list.Count >= options.MaxConnectionsPerUser)
            return false;
        _connections.Add(connection.Cid, connection);
        connection.OpenNumber = ++_opens;
        list.Add(connection.OpenNumber, connection);
        return true;
    }

    /// <summary>Removes a connection. Does nothing if it was removed before.</summary>
    /// <returns>The group that it has left, or null.</returns>
    public string? Close(Connection connection, Queue<Delivery> outbox)
    {
        if (!_connections.Remove(connection.Cid))
            return null;
        var group = connection.Group;
        Leave(connection, NoticeCode.UserDisconnected, outbox);
        var service = _services[connection.User.Scope];
        var list = service.Users[connection.User.UserId];
        list.Remove(connection.OpenNumber);
        if (list.Count == 0)
            service.Users.Remove(connection.User.UserId);
        if (service.Users.Count == 0)
            _services.TryRemove(connection.User.Scope, out _);
        return group;
    }

    /// <summary>Returns the number of deliveries that a frame can cause, at most.</summary>
    public int CountDeliveries(Connection sender, ClientFrame frame) => frame switch
    {
        ClientFrame.JoinRoom join when join.Group != sender.Group =>
            CountOf(sender, sender.Group) + CountOf(sender, join.Group) + 1,
        ClientFrame.Broadcast post => CountOf(sender, post.Group),
        ClientFrame.SendMessage post => ConnectionsOf(sender.User with { UserId = post.UserId })?.Count ?? 1,
        ClientFrame.KeepAlive => 0,
        _ => 1,
    };

    /// <summary>Handles a frame whose token was verified. A connection that was removed is ignored.</summary>
    public void Handle(Connection sender, ClientFrame frame, Queue<Delivery> outbox)
    {
        if (!_connections.ContainsKey(sender.Cid))
            return;
        var refusal = frame switch
        {
            ClientFrame.JoinRoom join => HandleJoin(sender, join, outbox),
            ClientFrame.Broadcast post => HandleBroadcast(sender, post, outbox),
            ClientFrame.SendMessage post => HandleSendMessage(sender, post, outbox),
            ClientFrame.Rtc signal => HandleSignal(sender, signal, outbox),
            ClientFrame.KeepAlive => null,
            _ => GatewayFrames.Error(
                SkapiErrorCode.InvalidParameter,
                $"“action” is {Quote.Short(frame.Action)}; it must be joinRoom, broadcast, sendMessage, rtc or keepAlive."),
        };
        if (refusal is not null)
            outbox.Enqueue(Delivery.ToSelf(DeliveryKind.Answer, refusal, sender));
    }

    private GatewayFrame? HandleJoin(Connection sender, ClientFrame.JoinRoom frame, Queue<Delivery> outbox)
    {
        if (frame.Group is not { } group)
        {
            Leave(sender, NoticeCode.UserLeft, outbox);
            return null;
        }

        if (group.Length == 0 || group.Length > options.MaxGroupNameLength)
        {
            return GatewayFrames.Error(
                SkapiErrorCode.InvalidParameter,
                $"joinRoom: “rid” has {group.Length} characters; a group's name must have 1 to {options.MaxGroupNameLength}.") with
            {
                SenderGroup = group,
            };
        }

        if (group == sender.Group)
        {
            // The others know already, but the joiner may be waiting for its notice.
            outbox.Enqueue(Delivery.ToSelf(DeliveryKind.Notice, GatewayFrames.Notice(NoticeCode.UserJoined, sender, group), sender));
            return null;
        }

        Leave(sender, NoticeCode.UserLeft, outbox);
        var members = _services[sender.User.Scope].Groups.GetOrAdd(group, static _ => new ConnectionList());
        sender.Group = group;
        sender.JoinNumber = ++_joins;
        members.Add(sender.JoinNumber, sender);
        outbox.Enqueue(
            new Delivery(DeliveryKind.Notice, GatewayFrames.Notice(NoticeCode.UserJoined, sender, group), sender, null, members));
        return null;
    }

    private void Leave(Connection connection, NoticeCode code, Queue<Delivery> outbox)
    {
        if (connection.Group is not { } group)
            return;
        var groups = _services[connection.User.Scope].Groups;
        var members = groups[group];
        members.Remove(connection.JoinNumber);
        connection.Group = null;
        if (members.Count == 0)
            groups.TryRemove(group, out _);
        else
            outbox.Enqueue(new Delivery(DeliveryKind.Notice, GatewayFrames.Notice(code, connection, group), connection, null, members));
    }

    private GatewayFrame? HandleBroadcast(Connection sender, ClientFrame.Broadcast frame, Queue<Delivery> outbox)
    {
        if (Notification.Check(frame.Notification) is { } wrong)
            return GatewayFrames.Error(SkapiErrorCode.InvalidParameter, $"broadcast: {wrong}");
        if (sender.Group != frame.Group)
        {
            return GatewayFrames.Error(
                SkapiErrorCode.InvalidRequest,
                $"broadcast: this connection has not joined the group {Quote.Short(frame.Group)}. Join it first.");
        }

        var members = _services[sender.User.Scope].Groups[frame.Group];
        outbox.Enqueue(new Delivery(DeliveryKind.Post, GatewayFrames.Message(sender, frame.Content), sender, null, members));
        return null;
    }

    private GatewayFrame? HandleSendMessage(Connection sender, ClientFrame.SendMessage frame, Queue<Delivery> outbox)
    {
        if (Notification.Check(frame.Notification) is { } wrong)
            return GatewayFrames.Error(SkapiErrorCode.InvalidParameter, $"sendMessage: {wrong}");
        if (ConnectionsOf(sender.User with { UserId = frame.UserId }) is not { } recipients)
        {
            return GatewayFrames.Error(
                SkapiErrorCode.NotExists, $"sendMessage: the user {Quote.Short(frame.UserId)} is not connected.") with
            {
                UserId = frame.UserId,
            };
        }

        outbox.Enqueue(new Delivery(DeliveryKind.Direct, GatewayFrames.Private(sender, frame.Content), sender, null, recipients));
        return null;
    }

    private GatewayFrame? HandleSignal(Connection sender, ClientFrame.Rtc frame, Queue<Delivery> outbox)
    {
        if (!frame.Cid.StartsWith(ConnectionId.Prefix, StringComparison.Ordinal))
        {
            return GatewayFrames.Error(
                SkapiErrorCode.InvalidParameter,
                $"rtc: “uid” is {Quote.Short(frame.Cid)}; it must be a cid, which begins with “cid:”.");
        }

        var cid = frame.Cid[ConnectionId.Prefix.Length..];
        if (_connections.TryGetValue(cid, out var recipient) && recipient.User.Scope == sender.User.Scope)
        {
            outbox.Enqueue(new Delivery(DeliveryKind.Direct, GatewayFrames.Rtc(sender, frame.Content), sender, recipient, null));
            return null;
        }

        // Many candidates follow an offer. One answer, to the offer, tells the caller everything.
        return JsonGuard.HasMember(frame.Content, "sdpoffer"u8)
            ? GatewayFrames.Error(SkapiErrorCode.NotExists, $"rtc: there is no connection with the cid {Quote.Short(cid)}.") with
            {
                SenderCid = cid,
            }
            : null;
    }

    private int CountOf(Connection sender, string? group) =>
        group is null ? 0 : GroupOf(sender.User.Scope, group)?.Count ?? 0;
}
