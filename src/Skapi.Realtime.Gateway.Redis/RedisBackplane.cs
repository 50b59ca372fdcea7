using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Nodes;
using Skapi.Realtime.Gateway.Relay;
using Skapi.Realtime.Gateway.Tokens;
using StackExchange.Redis;

namespace Skapi.Realtime.Gateway.Redis;

/// <summary>The backplane over Redis.</summary>
internal sealed class RedisBackplane : IBackplane, IDisposable
{
    private const int StartAttempts = 3;

    private readonly RedisConnection _connection;
    private readonly RedisSubscriber _subscriber;
    private readonly RedisNames _names;
    private readonly RedisPresence _presence;
    private readonly RedisKey _lease;
    private readonly RedisKey _node;
    private readonly TimeSpan _leaseDuration;
    private RedisChannels? _channels;

    public RedisBackplane(IOptions<SkapiRedisOptions> options, ILoggerFactory loggers)
    {
        var connector = new RedisConnector(options, loggers);
        _connection = new RedisConnection(connector);
        _subscriber = new RedisSubscriber(connector);
        _names = new RedisNames(options.Value.KeyPrefix);
        _presence = new RedisPresence(_connection, _names);
        _lease = _names.Lease(Node);
        _node = _names.Node(Node);
        _leaseDuration = options.Value.LeaseDuration;
    }

    public string Node { get; } = NodeId.Create();

    private RedisChannels Channels => _channels ?? throw new InvalidOperationException("The backplane was not started.");

    public async Task StartAsync(IBackplaneListener listener, CancellationToken cancellationToken)
    {
        _connection.Restored += listener.OnConnectionBroken;
        _subscriber.Lost += listener.OnConnectionBroken;
        await _connection.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await _subscriber.ConnectAsync(cancellationToken).ConfigureAwait(false);
        _channels = new RedisChannels(_subscriber, _names, listener);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await SubscribeAgainAsync().ConfigureAwait(false);
                return;
            }
            catch (BackplaneException) when (attempt < StartAttempts)
            {
                // The connection broke while it was made.
            }
        }
    }

    public async ValueTask<string> RegisterAsync() => (string)(await _connection.EvaluateAsync(
        RedisScripts.Register,
        [_lease, _names.Nodes, _names.Generation],
        _names.Prefix,
        Node,
        (long)_leaseDuration.TotalMilliseconds,
        NodeId.Create()).ConfigureAwait(false))!;

    public ValueTask<bool> RenewAsync() => _connection.RunAsync(database => database.KeyExpireAsync(_lease, _leaseDuration));

    public async ValueTask UnregisterAsync() =>
        await _connection.EvaluateAsync(RedisScripts.Unregister, [_lease, _names.Nodes, _node], _names.Prefix, Node).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<string>> FindDeadNodesAsync() =>
        ((string[]?)await _connection.EvaluateAsync(RedisScripts.FindDead, [_names.Nodes], _names.Prefix, Node).ConfigureAwait(false))!;

    public async ValueTask<int> RemoveConnectionsOfAsync(string node, int limit) => (int)await _connection.EvaluateAsync(
        RedisScripts.RemoveConnections,
        [_names.Lease(node), _names.Node(node), _names.Nodes],
        _names.Prefix,
        node,
        limit).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<StoredConnection>> ReadOwnConnectionsAsync()
    {
        var connections = new List<StoredConnection>();
        var cursor = "0";
        do
        {
            var page = (string[])(await _connection.EvaluateAsync(RedisScripts.ReadConnections, [_node], _names.Prefix, cursor)
                .ConfigureAwait(false))!;
            cursor = page[0];
            for (var index = 1; index < page.Length; index += 2)
                connections.Add(new StoredConnection(page[index], page[index + 1] is { Length: > 0 } group ? group : null));
        }
        while (cursor != "0");

        return connections;
    }

    public async ValueTask<StoreResult> OpenAsync(string cid, RealtimeUser user, int maxConnectionsPerUser)
    {
        var (status, told) = ToNumbers(await _connection.EvaluateAsync(
            RedisScripts.Open,
            [_lease, _node],
            _names.Prefix,
            cid,
            RedisNames.Scope(user.Scope),
            user.UserId,
            maxConnectionsPerUser).ConfigureAwait(false));
        return new StoreResult(status, Told: told);
    }

    public async ValueTask<StoreResult> JoinAsync(string cid, RealtimeUser user, string group, JoinMessages messages)
    {
        var (status, size) = ToNumbers(await _connection.EvaluateAsync(
            RedisScripts.Join,
            [_lease, _node],
            _names.Prefix,
            cid,
            group,
            messages.Joined,
            messages.Left,
            messages.Disconnected).ConfigureAwait(false));
        return new StoreResult(status, size);
    }

    public async ValueTask<bool> LeaveAsync(string cid, ReadOnlyMemory<byte> left) =>
        (bool)await _connection.EvaluateAsync(RedisScripts.Leave, [_node], _names.Prefix, cid, left).ConfigureAwait(false);

    public async ValueTask<bool> CloseAsync(string cid) =>
        (bool)await _connection.EvaluateAsync(RedisScripts.Close, [_node], _names.Prefix, cid).ConfigureAwait(false);

    public async ValueTask SubscribeAgainAsync()
    {
        // Half of the lease, because the lease is not renewed meanwhile.
        await _subscriber.ReplaceAsync(_leaseDuration / 2).ConfigureAwait(false);
        await Channels.SubscribeNodeAsync(Node).ConfigureAwait(false);
        await Channels.SubscribeAnnouncementsAsync().ConfigureAwait(false);
    }

    public ValueTask SubscribeAsync(ServiceScope scope, string group) => Channels.SubscribeAsync(scope, group);

    public ValueTask UnsubscribeAsync(ServiceScope scope, string group) => Channels.UnsubscribeAsync(scope, group);

    public async ValueTask<bool> PublishAsync(ServiceScope scope, string group, ReadOnlyMemory<byte> message) =>
        await _connection.RunAsync(database => database.PublishAsync(_names.GroupChannel(scope, group), RedisChannels.WithHeader(message)))
            .ConfigureAwait(false) > 0;

    public ValueTask<bool> SendAsync(string node, IReadOnlyList<string> recipients, ReadOnlyMemory<byte> message) =>
        PublishToNodeAsync(node, RedisChannels.WithRecipients(recipients, message));

    public async ValueTask<IReadOnlyList<string>> WatchAsync(RealtimeUser user) => ((string[]?)await _connection.EvaluateAsync(
        RedisScripts.Watch,
        [_names.User(user), _names.Watch(user)],
        UserDirectory.MaxConnections,
        (long)(2 * UserDirectory.Lifetime).TotalSeconds).ConfigureAwait(false))!;

    public ValueTask<bool> SendReceiptAsync(string cid) =>
        PublishToNodeAsync(NodeMessages.NodeOf(cid)!, RedisChannels.Receipt(cid));

    public async ValueTask<bool> ExistsAsync(string cid) =>
        NodeMessages.NodeOf(cid) is { } node
        && await _connection.RunAsync(database => database.HashExistsAsync(_names.Node(node), cid)).ConfigureAwait(false);

    public ValueTask<IReadOnlyList<string>> ConnectionsOfAsync(RealtimeUser user) => _presence.ConnectionsOfAsync(user);

    public ValueTask<IReadOnlyList<Member>> MembersOfAsync(
        ServiceScope scope, string group, string? userId, long? after, bool ascending, int limit) =>
        userId is null
            ? _presence.MembersOfAsync(scope, group, after, ascending, limit)
            : _presence.MembersOfAsync(new RealtimeUser(scope, userId), group, after, ascending, limit);

    public ValueTask<IReadOnlyList<GroupSize>> GroupsOfAsync(ServiceScope scope, CancellationToken cancellationToken) =>
        _presence.GroupsOfAsync(scope, cancellationToken);

    public ValueTask<int> CountGroupAsync(ServiceScope scope, string group) => _presence.CountGroupAsync(scope, group);

    public async ValueTask<int> CountConnectionsAsync() =>
        (int)await _connection.EvaluateAsync(RedisScripts.CountConnections, [_names.Nodes], _names.Prefix).ConfigureAwait(false);

    public void Dispose()
    {
        _subscriber.Dispose();
        _connection.Dispose();
    }

    private async ValueTask<bool> PublishToNodeAsync(string node, byte[] message) =>
        await _connection.RunAsync(database => database.PublishAsync(_names.NodeChannel(node), message)).ConfigureAwait(false) > 0;

    private static (StoreStatus Status, int Number) ToNumbers(RedisResult reply)
    {
        var numbers = (int[])reply!;
        return ((StoreStatus)numbers[0], numbers[1]);
    }
}
