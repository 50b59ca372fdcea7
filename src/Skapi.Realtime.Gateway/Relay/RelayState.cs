using System.Collections.Immutable;
using Skapi.Protocol;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Frames;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Relay;

/// <summary>
/// The rules of the relay, without sockets, clocks or locks: an input changes the state and adds to the outbox what is to be sent.
/// The caller lets one input in at a time and carries out the outbox in order before the next.
/// </summary>
internal sealed class RelayState(SkapiRealtimeOptions options)
{
    private readonly Dictionary<string, Connection> _connections = new(StringComparer.Ordinal);
    private readonly Dictionary<ServiceScope, ServiceState> _services = [];
    private long _joins;

    /// <summary>Every connection.</summary>
    public IReadOnlyCollection<Connection> Connections => _connections.Values;

    /// <summary>The connections in a group, in the order in which they joined.</summary>
    public ImmutableArray<Member> MembersOf(ServiceScope scope, string group) =>
        _services.TryGetValue(scope, out var service)
            ? [.. service.Groups[group].Select(static member => new Member(member.User.UserId, member.Cid, member.JoinNumber))]
            : [];

    /// <summary>The groups of a service, each with the number of its connections, in no order.</summary>
    public ImmutableArray<GroupSize> GroupsOf(ServiceScope scope) =>
        _services.TryGetValue(scope, out var service)
            ? [.. service.Groups.Entries.Select(static entry => new GroupSize(entry.Key, entry.Value.Length))]
            : [];

    /// <summary>Lets a connection in.</summary>
    /// <returns>False when its user has as many as the options allow.</returns>
    public bool TryOpen(Connection connection)
    {
        var service = _services.GetValueOrDefault(connection.User.Scope);
        if (service is null)
            _services.Add(connection.User.Scope, service = new ServiceState());
        else if (service.Users[connection.User.UserId].Length >= options.MaxConnectionsPerUser)
            return false;
        _connections.Add(connection.Cid, connection);
        service.Users.Add(connection.User.UserId, connection);
        return true;
    }

    /// <summary>Takes a connection out. Nothing happens when it is out already.</summary>
    public void Close(Connection connection, Queue<Delivery> outbox)
    {
        if (!_connections.Remove(connection.Cid))
            return;
        Leave(connection, NoticeCode.UserDisconnected, outbox);
        var service = _services[connection.User.Scope];
        service.Users.Remove(connection.User.UserId, connection);
        if (service.Users.Count == 0)
            _services.Remove(connection.User.Scope);
    }

    /// <summary>Acts on a frame whose token has been checked. A connection that is out has no say.</summary>
    public void Handle(Connection sender, ClientFrame frame, Queue<Delivery> outbox)
    {
        if (!_connections.ContainsKey(sender.Cid))
            return;
        var refusal = frame switch
        {
            ClientFrame.JoinRoom join => Join(sender, join, outbox),
            ClientFrame.Broadcast post => Broadcast(sender, post, outbox),
            ClientFrame.SendMessage post => Send(sender, post, outbox),
            ClientFrame.Rtc signal => Relay(sender, signal, outbox),
            ClientFrame.KeepAlive => null,
            _ => GatewayFrames.Error(SkapiErrorCode.InvalidParameter, $"“action”: {Quote.Short(frame.Action)} is no action of a client."),
        };
        if (refusal is not null)
            outbox.Enqueue(new Delivery(refusal, [sender]));
    }

    private GatewayFrame? Join(Connection sender, ClientFrame.JoinRoom frame, Queue<Delivery> outbox)
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
                $"joinRoom: “rid” has {group.Length} characters; a group's name has 1 to {options.MaxGroupNameLength}.");
        }

        if (group == sender.Group)
        {
            // The others know; the joiner may be waiting to hear it.
            outbox.Enqueue(new Delivery(GatewayFrames.Notice(NoticeCode.UserJoined, sender, group), [sender]));
            return null;
        }

        Leave(sender, NoticeCode.UserLeft, outbox);
        var groups = _services[sender.User.Scope].Groups;
        groups.Add(group, sender);
        sender.Group = group;
        sender.JoinNumber = ++_joins;
        outbox.Enqueue(new Delivery(GatewayFrames.Notice(NoticeCode.UserJoined, sender, group), groups[group]));
        return null;
    }

    private void Leave(Connection connection, NoticeCode code, Queue<Delivery> outbox)
    {
        if (connection.Group is not { } group)
            return;
        var groups = _services[connection.User.Scope].Groups;
        groups.Remove(group, connection);
        connection.Group = null;
        if (groups[group] is { IsEmpty: false } rest)
            outbox.Enqueue(new Delivery(GatewayFrames.Notice(code, connection, group), rest));
    }

    private GatewayFrame? Broadcast(Connection sender, ClientFrame.Broadcast frame, Queue<Delivery> outbox)
    {
        if (Notification.Check(frame.Notification) is { } wrong)
            return GatewayFrames.Error(SkapiErrorCode.InvalidParameter, $"broadcast: {wrong}");
        if (sender.Group != frame.Group)
        {
            return GatewayFrames.Error(
                SkapiErrorCode.InvalidRequest,
                $"broadcast: this connection has not joined the group {Quote.Short(frame.Group)}; join it first.");
        }

        outbox.Enqueue(new Delivery(GatewayFrames.Message(sender, frame.Content), _services[sender.User.Scope].Groups[frame.Group]));
        return null;
    }

    private GatewayFrame? Send(Connection sender, ClientFrame.SendMessage frame, Queue<Delivery> outbox)
    {
        if (Notification.Check(frame.Notification) is { } wrong)
            return GatewayFrames.Error(SkapiErrorCode.InvalidParameter, $"sendMessage: {wrong}");
        var recipients = _services[sender.User.Scope].Users[frame.UserId];
        if (recipients.IsEmpty)
        {
            return GatewayFrames.Error(SkapiErrorCode.NotExists, $"sendMessage: the user {Quote.Short(frame.UserId)} is not connected.") with
            {
                UserId = frame.UserId,
            };
        }

        outbox.Enqueue(new Delivery(GatewayFrames.Private(sender, frame.Content), recipients));
        return null;
    }

    private GatewayFrame? Relay(Connection sender, ClientFrame.Rtc frame, Queue<Delivery> outbox)
    {
        if (!frame.Cid.StartsWith(ConnectionId.Prefix, StringComparison.Ordinal))
            return GatewayFrames.Error(SkapiErrorCode.InvalidParameter, $"rtc: “uid” is {Quote.Short(frame.Cid)}; a cid begins with “cid:”.");
        var cid = frame.Cid[ConnectionId.Prefix.Length..];
        if (_connections.TryGetValue(cid, out var recipient) && recipient.User.Scope == sender.User.Scope)
        {
            outbox.Enqueue(new Delivery(GatewayFrames.Rtc(sender, frame.Content), [recipient]));
            return null;
        }

        // Candidates follow an offer in numbers: one answer, to the offer, tells the caller all there is to know.
        return JsonPeek.HasMember(frame.Content, "sdpoffer"u8)
            ? GatewayFrames.Error(SkapiErrorCode.NotExists, $"rtc: there is no connection with the cid {Quote.Short(cid)}.") with { SenderCid = cid }
            : null;
    }
}
