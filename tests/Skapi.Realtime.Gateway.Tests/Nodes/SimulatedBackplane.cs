using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Nodes;
using Skapi.Realtime.Gateway.Relay;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Tests.Nodes;

/// <summary>
/// The link between one node and the store: requests and messages are delayed but stay in order. A cut link fails the requests that are
/// under way, before or after the store has got them, and loses messages.
/// </summary>
internal sealed class SimulatedBackplane(SimulatedWorld world, SimulatedStore store, SimulatedNode owner, string node) : IBackplane
{
    private const int MaxDelay = 20;

    private readonly List<Action> _failures = [];
    private IBackplaneListener? _listener;
    private TimeSpan _lastRequest;
    private TimeSpan _lastReply;
    private TimeSpan _lastMessage;
    private int _epoch;
    private bool _isLost;

    public string Node => node;

    public bool IsCut { get; private set; }

    /// <summary>What renews the lease in place of the store, or null.</summary>
    public Func<ValueTask<bool>>? Renewal { get; set; }

    /// <summary>What subscribes again in place of the link, or null.</summary>
    public Func<ValueTask>? Resubscription { get; set; }

    public bool IsSubscribed => _listener is not null && !IsCut && !_isLost && !owner.IsKilled;

    public HashSet<(ServiceScope Scope, string Group)> Subscriptions { get; } = [];

    public Task StartAsync(IBackplaneListener listener, CancellationToken cancellationToken)
    {
        _listener = listener;
        store.Backplanes.Add(this);
        return Task.CompletedTask;
    }

    public void Kill() => Subscriptions.Clear();

    public void Cut()
    {
        IsCut = true;
        _isLost = true;
        _epoch++;
        Subscriptions.Clear();
        var failures = _failures.ToList();
        _failures.Clear();
        foreach (var fail in failures)
            world.Schedule(owner, TimeSpan.Zero, fail);
        world.Schedule(owner, TimeSpan.FromMilliseconds(1), () => _listener!.OnConnectionBroken());
    }

    public void Restore()
    {
        IsCut = false;
        world.Schedule(owner, TimeSpan.FromMilliseconds(1), () => _listener!.OnConnectionBroken());
    }

    /// <summary>Brings a message of the store to the node, unless the link is cut meanwhile.</summary>
    public void Arrive(Action<IBackplaneListener> deliver)
    {
        var epoch = _epoch;
        var delay = InOrder(ref _lastMessage);
        world.Schedule(owner, delay, () =>
        {
            if (epoch == _epoch)
                deliver(_listener!);
        });
    }

    public ValueTask<string> RegisterAsync() => Request(() => store.Register(node));

    public ValueTask<bool> RenewAsync() => Renewal?.Invoke() ?? Request(() => store.Renew(node));

    public async ValueTask UnregisterAsync() => await Request(() =>
    {
        store.Unregister(node);
        return true;
    });

    public async ValueTask<IReadOnlyList<string>> FindDeadNodesAsync() => await Request(() => store.FindDead(node));

    public ValueTask<int> RemoveConnectionsOfAsync(string dead, int limit) => Request(() => store.RemoveConnectionsOf(dead, limit));

    public async ValueTask<IReadOnlyList<StoredConnection>> ReadOwnConnectionsAsync() => await Request(() => store.Read(node));

    public ValueTask<StoreResult> OpenAsync(string cid, RealtimeUser user, int maxConnectionsPerUser) =>
        Request(() => store.Open(node, cid, user, maxConnectionsPerUser));

    public ValueTask<StoreResult> JoinAsync(string cid, RealtimeUser user, string group, JoinMessages messages) =>
        Request(() => store.Join(node, cid, group, messages));

    public ValueTask<bool> LeaveAsync(string cid, ReadOnlyMemory<byte> left) => Request(() => store.Leave(node, cid, left));

    public ValueTask<bool> CloseAsync(string cid) => Request(() => store.Close(node, cid));

    public ValueTask SubscribeAgainAsync() => Resubscription?.Invoke() ?? ReplaceAsync();

    private async ValueTask ReplaceAsync() => await Request(() =>
    {
        // Subscriptions that were made since the link was restored are on the connection that is given up.
        if (_isLost)
            Subscriptions.Clear();
        return _isLost = false;
    });

    public async ValueTask SubscribeAsync(ServiceScope scope, string group) =>
        await Request(() => !owner.IsKilled && Subscriptions.Add((scope, group)));

    public async ValueTask UnsubscribeAsync(ServiceScope scope, string group) => await Request(() => Subscriptions.Remove((scope, group)));

    public ValueTask<bool> PublishAsync(ServiceScope scope, string group, ReadOnlyMemory<byte> message) =>
        Request(() => store.Publish(scope, group, null, message));

    public ValueTask<bool> SendAsync(string target, IReadOnlyList<string> recipients, ReadOnlyMemory<byte> message) =>
        Request(() => store.Send(target, recipients, message));

    public async ValueTask<IReadOnlyList<string>> WatchAsync(RealtimeUser user) => await Request(() => store.Watch(user));

    public ValueTask<bool> SendReceiptAsync(string cid) => Request(() => store.SendReceipt(cid));

    public ValueTask<bool> ExistsAsync(string cid) => Request(() => store.Exists(cid));

    public async ValueTask<IReadOnlyList<string>> ConnectionsOfAsync(RealtimeUser user) => await Request(() => store.ConnectionsOf(user));

    public ValueTask<IReadOnlyList<Member>> MembersOfAsync(
        ServiceScope scope, string group, string? userId, long? after, bool ascending, int limit) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<GroupSize>> GroupsOfAsync(ServiceScope scope, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<int> CountGroupAsync(ServiceScope scope, string group) => Request(() => store.CountGroup(scope, group));

    public ValueTask<int> CountConnectionsAsync() => Request(store.Count);

    private async ValueTask<T> Request<T>(Func<T> execute)
    {
        var reply = new TaskCompletionSource<T>();
        Action fail = () => reply.TrySetException(new BackplaneException("The link is cut."));
        if (IsCut)
        {
            world.Schedule(owner, TimeSpan.FromMilliseconds(1), fail);
            return await reply.Task.ConfigureAwait(false);
        }

        _failures.Add(fail);
        var epoch = _epoch;
        world.Schedule(null, InOrder(ref _lastRequest), () =>
        {
            if (epoch != _epoch)
                return;
            var result = execute();
            world.Schedule(owner, InOrder(ref _lastReply), () =>
            {
                if (epoch != _epoch)
                    return;
                _failures.Remove(fail);
                reply.TrySetResult(result);
            });
        });
        return await reply.Task.ConfigureAwait(false);
    }

    private TimeSpan InOrder(ref TimeSpan last)
    {
        var due = world.Now + world.UpTo(MaxDelay);
        last = due > last ? due : last;
        return last - world.Now;
    }
}
