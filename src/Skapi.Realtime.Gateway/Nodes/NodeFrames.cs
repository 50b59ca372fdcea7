using Skapi.Protocol;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Diagnostics;
using Skapi.Realtime.Gateway.Frames;
using Skapi.Realtime.Gateway.Relay;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Nodes;

/// <summary>Handles the frames of the connections of this node.</summary>
internal sealed partial class NodeFrames(
    IBackplane backplane,
    LocalNode local,
    NodeLease lease,
    GroupSubscriptions subscriptions,
    UserPosts posts,
    OpenReceipts receipts,
    SkapiRealtimeOptions options)
{
    private static readonly TimeSpan RecipientPause = TimeSpan.FromSeconds(1);

    /// <summary>Adds a connection to the store, and waits until all nodes know. The caller is inside the gate of its seat.</summary>
    public async ValueTask<Admission> OpenAsync(Connection connection)
    {
        receipts.Expect(connection.Cid);
        try
        {
            var result = await WithLeaseAsync(
                () => backplane.OpenAsync(connection.Cid, connection.User, options.MaxConnectionsPerUser)).ConfigureAwait(false);
            if (result.Status == StoreStatus.TooManyConnections)
                return Admission.TooManyConnections;
            await receipts.WaitAsync(connection.Cid, result.Told).ConfigureAwait(false);
            return Admission.Admitted;
        }
        finally
        {
            receipts.Remove(connection.Cid);
        }
    }

    /// <summary>Removes a connection from the store. The caller is inside the gate of its seat.</summary>
    public async ValueTask CloseAsync(Seat seat, string? group)
    {
        var connection = seat.Connection;
        try
        {
            if (!await backplane.CloseAsync(connection.Cid).ConfigureAwait(false))
                AddUntold(connection, group, NoticeCode.UserDisconnected);
        }
        catch (BackplaneException)
        {
            // The store still has the connection, or has lost all data. The lease repairs both.
            AddUntold(connection, group, NoticeCode.UserDisconnected);
        }

        foreach (var channel in seat.TakeChannels())
            Unsubscribe(connection.User.Scope, channel);
    }

    /// <summary>Handles a frame.</summary>
    /// <returns>The answer to an invalid frame, or null.</returns>
    /// <exception cref="BackplaneException">The backplane cannot be reached.</exception>
    public ValueTask<GatewayFrame?> HandleAsync(Seat seat, ClientFrame frame) => frame switch
    {
        ClientFrame.JoinRoom { Group: null } => LeaveAsync(seat),
        ClientFrame.JoinRoom { Group: { } group } => JoinAsync(seat, group),
        ClientFrame.Broadcast post => BroadcastAsync(seat.Connection, post),
        ClientFrame.SendMessage post => SendMessageAsync(seat.Connection, post),
        ClientFrame.Rtc signal => SignalAsync(seat.Connection, signal),
        _ => new(FrameRules.UnknownAction(frame)),
    };

    private async ValueTask<GatewayFrame?> BroadcastAsync(Connection sender, ClientFrame.Broadcast frame)
    {
        var scope = sender.User.Scope;
        if (FrameRules.CheckBroadcast(sender, frame) is { } invalid)
            return invalid;
        if (IsOverLimit(sender, local.SizeOf(scope, frame.Group) ?? 1, out var refusal))
            return refusal;
        using var trace = GatewayTraces.StartSend(GatewayTraces.Post);
        var message = NodeMessages.Post(GatewayFrames.Message(sender, frame.Content), trace?.Id);
        if (!await backplane.PublishAsync(scope, frame.Group, message).ConfigureAwait(false))
            throw new BackplaneException("Nobody is subscribed to the channel of the group, not even this node.");
        return null;
    }

    private async ValueTask<GatewayFrame?> SendMessageAsync(Connection sender, ClientFrame.SendMessage frame)
    {
        if (FrameRules.CheckSendMessage(frame) is { } invalid)
            return invalid;
        // Only the store knows how many connections the user has, so a post is charged with the number of the post before it.
        if (IsOverLimit(sender, sender.LastRecipients, out var refusal))
            return refusal;
        var post = GatewayFrames.Private(sender, frame.Content);
        using var trace = GatewayTraces.StartSend(GatewayTraces.Direct);
        var traceId = trace?.Id;
        var route = await posts.SendAsync(
            sender.User with { UserId = frame.UserId },
            () => NodeMessages.Direct(post, [], traceId, sender)).ConfigureAwait(false);
        sender.LastRecipients = Math.Max(1, route.Count);
        var (found, refused) = (route.IsSent, false);
        var text = route.Own.Count > 0 ? GatewayFrames.ToWire(post) : [];
        foreach (var cid in route.Own)
        {
            var delivered = local.TryDeliverDirect(cid, sender.User.Scope, text, sender);
            found |= delivered is not null;
            refused |= delivered is false;
        }

        if (refused)
            return GatewayFrames.TooManyRequests(RecipientPause);
        return found ? null : FrameRules.UnknownUser(frame.UserId);
    }

    private async ValueTask<GatewayFrame?> SignalAsync(Connection sender, ClientFrame.Rtc frame)
    {
        if (FrameRules.CheckSignal(frame, out var cid) is { } invalid)
            return invalid;
        if (IsOverLimit(sender, 1, out var refusal))
            return refusal;
        var signal = GatewayFrames.Rtc(sender, frame.Content);
        var isOffer = FrameRules.IsOffer(frame);
        bool? found = null;
        if (local.Find(cid) is not null)
        {
            found = local.TryDeliverDirect(cid, sender.User.Scope, GatewayFrames.ToWire(signal), sender);
        }
        else if (NodeMessages.NodeOf(cid) is { } node && node != backplane.Node)
        {
            // The other node answers if it does not have the connection.
            using var trace = GatewayTraces.StartSend(GatewayTraces.Direct);
            var message = NodeMessages.Direct(signal, [cid], trace?.Id, sender, isOffer);
            found = await backplane.SendAsync(node, [], message).ConfigureAwait(false) ? true : null;
        }

        return found switch
        {
            true => null,
            false => GatewayFrames.TooManyRequests(RecipientPause),
            null => isOffer ? FrameRules.UnknownCid(cid) : null,
        };
    }

    /// <summary>Repeats a request once if the store says that the lease of this node has expired.</summary>
    private async ValueTask<StoreResult> WithLeaseAsync(Func<ValueTask<StoreResult>> request)
    {
        var result = await request().ConfigureAwait(false);
        if (result.Status != StoreStatus.NoLease)
            return result;
        await lease.RegisterAsync().ConfigureAwait(false);
        result = await request().ConfigureAwait(false);
        return result.Status == StoreStatus.NoLease
            ? throw new BackplaneException("The lease of this node expires as soon as it is created. Is the backplane overloaded?")
            : result;
    }

    private void AddUntold(Connection connection, string? group, NoticeCode code)
    {
        if (group is not null)
            lease.AddUntold(new Departure(connection.Cid, connection.User.Scope, group, NodeMessages.Notice(code, connection)));
        else
            lease.RequestReconciliation();
    }

    private void Release(Seat seat, string group)
    {
        if (seat.TryRemoveChannel(group))
            Unsubscribe(seat.Connection.User.Scope, group);
    }

    private void Unsubscribe(ServiceScope scope, string group)
    {
        subscriptions.Release(scope, group);
        if (!subscriptions.Needs(scope, group))
            local.SetSize(scope, group, null);
    }

    private static bool IsOverLimit(Connection sender, int deliveries, out GatewayFrame? refusal)
    {
        refusal = sender.Limits is { } limits && !limits.TryDeliver(deliveries, out var retryAfter)
            ? GatewayFrames.TooManyRequests(retryAfter)
            : null;
        return refusal is not null;
    }
}
