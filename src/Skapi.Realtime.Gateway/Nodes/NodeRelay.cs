using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Skapi.Protocol;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Diagnostics;
using Skapi.Realtime.Gateway.Frames;
using Skapi.Realtime.Gateway.Limits;
using Skapi.Realtime.Gateway.Relay;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Nodes;

/// <summary>
/// The relay of a gateway that is one of several nodes. The backplane has all connections and groups; posts and notices of a group go
/// through the group's channel and are delivered as they come back, so that every member on every node sees one order.
/// </summary>
internal sealed class NodeRelay : IRelay
{
    private readonly IBackplane _backplane;
    private readonly LocalNode _local;
    private readonly NodeFrames _frames;
    private readonly UserDirectory _users;
    private readonly OpenReceipts _receipts;
    private readonly GatewayMetrics _metrics;
    private readonly ILogger<NodeRelay> _logger;

    public NodeRelay(
        IBackplane backplane,
        NodeOptions node,
        IOptions<SkapiRealtimeOptions> options,
        QueueTotal total,
        GatewayLimits limits,
        GatewayMetrics metrics,
        TimeProvider time,
        ILogger<NodeRelay> logger)
    {
        _backplane = backplane;
        _metrics = metrics;
        _logger = logger;
        _local = new LocalNode(options, node, total, limits, metrics, logger);
        var subscriptions = new GroupSubscriptions(backplane, node.Continuations);
        _users = new UserDirectory(backplane.Node, time);
        _receipts = new OpenReceipts(time, node.Continuations);
        Lease = new NodeLease(backplane, _local, subscriptions, _users, node, time, logger);
        Inbox = new NodeInbox(backplane, _local, Lease, _users, _receipts, logger);
        _frames = new NodeFrames(backplane, _local, Lease, subscriptions, new UserPosts(backplane, _users), _receipts, options.Value);
    }

    /// <summary>How often <see cref="Beat"/> is called.</summary>
    public static readonly TimeSpan BeatInterval = UserDirectory.MaxSilence / 4;

    /// <summary>Keeps the node alive. Whoever starts the node calls its ticks.</summary>
    public NodeLease Lease { get; }

    /// <summary>Gets what arrives over the backplane.</summary>
    public IBackplaneListener Inbox { get; }

    /// <summary>Whoever starts the node calls this at regular intervals, so that a pause of the process is noticed.</summary>
    public void Beat()
    {
        _users.Beat();
        _receipts.Beat();
    }

    public string CreateCid() => $"{_backplane.Node}.{ConnectionId.Create()}";

    public async ValueTask<Admission> OpenAsync(Connection connection)
    {
        var seat = _local.Add(connection);
        var admission = Admission.Unavailable;
        await seat.Gate.EnterAsync().ConfigureAwait(false);
        try
        {
            admission = await _frames.OpenAsync(connection).ConfigureAwait(false);
        }
        catch (BackplaneException e)
        {
            _logger.BackplaneFailed(e);
            Lease.RequestReconciliation();
        }
        finally
        {
            if (admission != Admission.Admitted)
                _local.Remove(connection);
            seat.Gate.Exit();
        }

        if (admission == Admission.Admitted)
            _metrics.ConnectionOpened();
        return admission;
    }

    public async ValueTask<string?> CloseAsync(Connection connection)
    {
        var (seat, group) = _local.Remove(connection);
        if (seat is null)
            return null;
        await seat.Gate.EnterAsync().ConfigureAwait(false);
        try
        {
            await _frames.CloseAsync(seat, group).ConfigureAwait(false);
        }
        finally
        {
            seat.Gate.Exit();
        }

        return group;
    }

    public async ValueTask<HandleResult> HandleAsync(Connection sender, ClientFrame frame)
    {
        var before = sender.Group;
        if (frame is ClientFrame.KeepAlive || _local.Find(sender.Cid) is not { } seat)
            return new HandleResult(null, before, before);
        var refusal = await _frames.HandleAsync(seat, frame).ConfigureAwait(false);
        return new HandleResult(refusal, before, sender.Group);
    }

    public void Reply(Connection recipient, GatewayFrame frame) => _local.Reply(recipient, frame);

    public async ValueTask<int> PostToGroupAsync(
        ServiceScope scope, string group, GatewayFrame frame, CancellationToken cancellationToken)
    {
        var size = await _backplane.CountGroupAsync(scope, group).ConfigureAwait(false);
        using var trace = size > 0 ? GatewayTraces.StartSend(GatewayTraces.Post) : null;
        if (size > 0)
            await _backplane.PublishAsync(scope, group, NodeMessages.Post(frame, trace?.Id)).ConfigureAwait(false);
        return size;
    }

    public async ValueTask<int> PostToUserAsync(RealtimeUser user, GatewayFrame frame, CancellationToken cancellationToken)
    {
        var connections = await FindAsync(user).ConfigureAwait(false);
        var text = GatewayFrames.ToWire(frame);
        var sum = connections.Own.Count(cid => _local.TryDeliverDirect(cid, null, text, null) is true);
        foreach (var (node, cids) in connections.Others)
        {
            if (await SendAsync(node, frame, cids).ConfigureAwait(false))
                sum += cids.Count;
        }

        return sum;
    }

    public async ValueTask<bool> PostToConnectionAsync(string cid, GatewayFrame frame, CancellationToken cancellationToken)
    {
        if (_local.Find(cid) is not null)
            return _local.TryDeliverDirect(cid, null, GatewayFrames.ToWire(frame), null) is true;
        return await FindNodeAsync(cid).ConfigureAwait(false) is { } node
            && await SendAsync(node, frame, [cid]).ConfigureAwait(false);
    }

    public ValueTask<IReadOnlyList<Member>> MembersOfAsync(
        ServiceScope scope, string group, string? userId, long? after, bool ascending, int limit, CancellationToken cancellationToken) =>
        _backplane.MembersOfAsync(scope, group, userId, after, ascending, limit);

    public async ValueTask<IEnumerable<GroupSize>> GroupsOfAsync(ServiceScope scope, CancellationToken cancellationToken) =>
        await _backplane.GroupsOfAsync(scope, cancellationToken).ConfigureAwait(false);

    public ValueTask<IReadOnlyList<string>> ConnectionsOfAsync(RealtimeUser user, CancellationToken cancellationToken) =>
        _backplane.ConnectionsOfAsync(user);

    public ValueTask<int> CountGroupAsync(ServiceScope scope, string group, CancellationToken cancellationToken) =>
        _backplane.CountGroupAsync(scope, group);

    public ValueTask<int> CountConnectionsAsync(CancellationToken cancellationToken) => _backplane.CountConnectionsAsync();

    public async ValueTask<int> DisconnectUserAsync(RealtimeUser user, CancellationToken cancellationToken)
    {
        var connections = await FindAsync(user).ConfigureAwait(false);
        var sum = connections.Own.Count(_local.Disconnect);
        foreach (var (node, cids) in connections.Others)
        {
            if (await SendDisconnectAsync(node, cids).ConfigureAwait(false))
                sum += cids.Count;
        }

        return sum;
    }

    public async ValueTask<bool> DisconnectAsync(string cid, CancellationToken cancellationToken)
    {
        if (_local.Find(cid) is not null)
            return _local.Disconnect(cid);
        return await FindNodeAsync(cid).ConfigureAwait(false) is { } node
            && await SendDisconnectAsync(node, [cid]).ConfigureAwait(false);
    }

    private async ValueTask<UserConnections> FindAsync(RealtimeUser user) =>
        new(await _backplane.ConnectionsOfAsync(user).ConfigureAwait(false), _backplane.Node);

    private async ValueTask<bool> SendAsync(string node, GatewayFrame frame, IEnumerable<string> cids)
    {
        using var trace = GatewayTraces.StartSend(GatewayTraces.Direct);
        return await _backplane.SendAsync(node, [], NodeMessages.Direct(frame, cids, trace?.Id)).ConfigureAwait(false);
    }

    private async ValueTask<bool> SendDisconnectAsync(string node, IEnumerable<string> cids)
    {
        using var trace = GatewayTraces.StartSend(GatewayTraces.Disconnect);
        return await _backplane.SendAsync(node, [], NodeMessages.Disconnect(cids, trace?.Id)).ConfigureAwait(false);
    }

    /// <summary>Returns the other node that has a connection, or null.</summary>
    private async ValueTask<string?> FindNodeAsync(string cid) =>
        NodeMessages.NodeOf(cid) is { } node && node != _backplane.Node && await _backplane.ExistsAsync(cid).ConfigureAwait(false)
            ? node
            : null;
}
