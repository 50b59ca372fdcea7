using Skapi.Protocol;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Frames;

namespace Skapi.Realtime.Gateway.Relay;

/// <summary>
/// The rules of the relay, without sockets, clocks or locks: an input changes the registry and adds to the outbox what must be sent.
/// The caller passes one input at a time and sends the contents of the outbox, in order, before the next one.
/// </summary>
internal sealed class RelayState(SkapiRealtimeOptions options)
{
    /// <summary>The connections.</summary>
    public ConnectionRegistry Registry { get; } = new();

    /// <summary>Admits a connection.</summary>
    /// <returns>False if its user has as many as the options allow.</returns>
    public bool TryOpen(Connection connection) => Registry.TryAdd(connection, options.MaxConnectionsPerUser);

    /// <summary>Removes a connection. Does nothing if it was removed before.</summary>
    /// <returns>The group that it has left, or null.</returns>
    public string? Close(Connection connection, Queue<Delivery> outbox)
    {
        if (!Registry.Contains(connection))
            return null;
        var group = connection.Group;
        Leave(connection, NoticeCode.UserDisconnected, outbox);
        Registry.Remove(connection);
        return group;
    }

    /// <summary>Returns the number of deliveries that a frame can cause, at most.</summary>
    public int CountDeliveries(Connection sender, ClientFrame frame) => frame switch
    {
        ClientFrame.JoinRoom join when join.Group != sender.Group =>
            CountOf(sender, sender.Group) + CountOf(sender, join.Group) + 1,
        ClientFrame.Broadcast post => CountOf(sender, post.Group),
        ClientFrame.SendMessage post => Registry.ConnectionsOf(sender.User with { UserId = post.UserId })?.Count ?? 1,
        ClientFrame.KeepAlive => 0,
        _ => 1,
    };

    /// <summary>Handles a frame whose token was verified. A connection that was removed is ignored.</summary>
    public void Handle(Connection sender, ClientFrame frame, Queue<Delivery> outbox)
    {
        if (!Registry.Contains(sender))
            return;
        var refusal = frame switch
        {
            ClientFrame.JoinRoom join => HandleJoin(sender, join, outbox),
            ClientFrame.Broadcast post => HandleBroadcast(sender, post, outbox),
            ClientFrame.SendMessage post => HandleSendMessage(sender, post, outbox),
            ClientFrame.Rtc signal => HandleSignal(sender, signal, outbox),
            ClientFrame.KeepAlive => null,
            _ => FrameRules.UnknownAction(frame),
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

        if (FrameRules.CheckJoin(group, options) is { } refusal)
            return refusal;
        if (group == sender.Group)
        {
            // The others know already, but the joiner may be waiting for its notice.
            outbox.Enqueue(Delivery.ToSelf(DeliveryKind.Notice, GatewayFrames.Notice(NoticeCode.UserJoined, sender, group), sender));
            return null;
        }

        Leave(sender, NoticeCode.UserLeft, outbox);
        var members = Registry.Join(sender, group);
        outbox.Enqueue(
            new Delivery(DeliveryKind.Notice, GatewayFrames.Notice(NoticeCode.UserJoined, sender, group), sender, null, members));
        return null;
    }

    private void Leave(Connection connection, NoticeCode code, Queue<Delivery> outbox)
    {
        var group = connection.Group;
        if (Registry.Leave(connection) is { } members)
            outbox.Enqueue(new Delivery(DeliveryKind.Notice, GatewayFrames.Notice(code, connection, group!), connection, null, members));
    }

    private GatewayFrame? HandleBroadcast(Connection sender, ClientFrame.Broadcast frame, Queue<Delivery> outbox)
    {
        if (FrameRules.CheckBroadcast(sender, frame) is { } refusal)
            return refusal;
        var members = Registry.GroupOf(sender.User.Scope, frame.Group);
        outbox.Enqueue(new Delivery(DeliveryKind.Post, GatewayFrames.Message(sender, frame.Content), sender, null, members));
        return null;
    }

    private GatewayFrame? HandleSendMessage(Connection sender, ClientFrame.SendMessage frame, Queue<Delivery> outbox)
    {
        if (FrameRules.CheckSendMessage(frame) is { } refusal)
            return refusal;
        if (Registry.ConnectionsOf(sender.User with { UserId = frame.UserId }) is not { } recipients)
            return FrameRules.UnknownUser(frame.UserId);
        outbox.Enqueue(new Delivery(DeliveryKind.Direct, GatewayFrames.Private(sender, frame.Content), sender, null, recipients));
        return null;
    }

    private GatewayFrame? HandleSignal(Connection sender, ClientFrame.Rtc frame, Queue<Delivery> outbox)
    {
        if (FrameRules.CheckSignal(frame, out var cid) is { } refusal)
            return refusal;
        if (Registry.Find(cid) is { } recipient && recipient.User.Scope == sender.User.Scope)
        {
            outbox.Enqueue(new Delivery(DeliveryKind.Direct, GatewayFrames.Rtc(sender, frame.Content), sender, recipient, null));
            return null;
        }

        return FrameRules.IsOffer(frame) ? FrameRules.UnknownCid(cid) : null;
    }

    private int CountOf(Connection sender, string? group) =>
        group is null ? 0 : Registry.GroupOf(sender.User.Scope, group)?.Count ?? 0;
}
