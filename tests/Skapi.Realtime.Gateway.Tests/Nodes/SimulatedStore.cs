using Skapi.Realtime.Gateway.Nodes;
using Skapi.Realtime.Gateway.Relay;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Tests.Nodes;

/// <summary>The state and the channels behind the backplanes of a simulation: what the scripts of a real store do.</summary>
internal sealed class SimulatedStore(SimulatedWorld world, TimeSpan lease)
{
    private readonly Dictionary<string, TimeSpan> _leases = [];
    private readonly Dictionary<string, Dictionary<string, Stored>> _nodes = [];
    private readonly Dictionary<RealtimeUser, SortedDictionary<long, string>> _users = [];
    private readonly Dictionary<(ServiceScope Scope, string Group), SortedDictionary<long, Member>> _groups = [];
    private readonly HashSet<RealtimeUser> _watched = [];
    private long _number;
    private int _generation;

    public List<SimulatedBackplane> Backplanes { get; } = [];

    /// <summary>Everything that was sent to the channel of a group, in order.</summary>
    public Dictionary<string, List<NodeMessage>> Log { get; } = [];

    public IEnumerable<string> MembersOf(string group) =>
        _groups.Where(entry => entry.Key.Group == group).SelectMany(entry => entry.Value.Values).Select(member => member.Cid);

    public IEnumerable<string> AllConnections => _nodes.Values.SelectMany(node => node.Keys);

    /// <summary>Loses all data, as after a restart without persistence.</summary>
    public void Flush()
    {
        _leases.Clear();
        _nodes.Clear();
        _users.Clear();
        _groups.Clear();
        _watched.Clear();
        _generation++;
    }

    public string Register(string node)
    {
        _leases[node] = world.Now + lease;
        _nodes.TryAdd(node, []);
        return $"generation {_generation}";
    }

    public bool Renew(string node)
    {
        if (!IsAlive(node))
            return false;
        _leases[node] = world.Now + lease;
        return true;
    }

    public void Unregister(string node) => _leases.Remove(node);

    public List<string> FindDead(string self) => [.. _nodes.Keys.Where(node => node != self && !IsAlive(node))];

    public int RemoveConnectionsOf(string node, int limit)
    {
        if (IsAlive(node) || !_nodes.TryGetValue(node, out var connections))
            return 0;
        var cids = connections.Keys.Take(limit).ToList();
        foreach (var cid in cids)
            Close(node, cid);
        if (connections.Count == 0)
            _nodes.Remove(node);
        return cids.Count;
    }

    public List<StoredConnection> Read(string node) =>
        _nodes.TryGetValue(node, out var connections)
            ? [.. connections.Select(entry => new StoredConnection(entry.Key, entry.Value.Group))]
            : [];

    public StoreResult Open(string node, string cid, RealtimeUser user, int max)
    {
        if (!IsAlive(node))
            return new StoreResult(StoreStatus.NoLease);
        if (_nodes[node].ContainsKey(cid))
            return new StoreResult(StoreStatus.Unchanged);
        if (!_users.TryGetValue(user, out var cids))
            _users.Add(user, cids = []);
        if (cids.Count >= max)
            return new StoreResult(StoreStatus.TooManyConnections);
        var number = ++_number;
        cids.Add(number, cid);
        _nodes[node].Add(cid, new Stored(user, number));
        return new StoreResult(StoreStatus.Done, Told: Announce(cid, user));
    }

    public StoreResult Join(string node, string cid, string group, JoinMessages messages)
    {
        if (!IsAlive(node))
            return new StoreResult(StoreStatus.NoLease);
        if (!_nodes[node].TryGetValue(cid, out var stored))
            return new StoreResult(StoreStatus.UnknownConnection);
        if (stored.Group == group)
            return new StoreResult(StoreStatus.Unchanged, GroupOf(stored.User.Scope, group).Count);
        LeaveGroup(cid, stored, messages.Left);
        var members = GroupOf(stored.User.Scope, group);
        stored.JoinNumber = ++_number;
        stored.Group = group;
        stored.Disconnected = messages.Disconnected;
        members.Add(stored.JoinNumber, new Member(stored.User.UserId, cid, stored.JoinNumber));
        Publish(stored.User.Scope, group, members.Count, messages.Joined);
        return new StoreResult(StoreStatus.Done, members.Count);
    }

    public bool Leave(string node, string cid, ReadOnlyMemory<byte> left)
    {
        if (!_nodes.TryGetValue(node, out var connections) || !connections.TryGetValue(cid, out var stored))
            return false;
        LeaveGroup(cid, stored, left);
        return true;
    }

    public bool Close(string node, string cid)
    {
        if (!_nodes.TryGetValue(node, out var connections) || !connections.Remove(cid, out var stored))
            return false;
        LeaveGroup(cid, stored, stored.Disconnected);
        _users[stored.User].Remove(stored.OpenNumber);
        Announce(null, stored.User);
        return true;
    }

    public int CountGroup(ServiceScope scope, string group) => _groups.TryGetValue((scope, group), out var members) ? members.Count : 0;

    public int CountGroups() => _groups.Values.Count(static members => members.Count > 0);

    public int Count() => _nodes.Values.Sum(node => node.Count);

    public bool Exists(string cid) => _nodes.Values.Any(node => node.ContainsKey(cid));

    public List<string> ConnectionsOf(RealtimeUser user) => _users.TryGetValue(user, out var cids) ? [.. cids.Values] : [];

    public bool Publish(ServiceScope scope, string group, int? size, ReadOnlyMemory<byte> message)
    {
        if (!Log.TryGetValue(group, out var log))
            Log.Add(group, log = []);
        log.Add(NodeMessages.TryDecode(message.Span, out _, out _).ShouldNotBeNull());
        var subscribers = Backplanes.Where(backplane => backplane.Subscriptions.Contains((scope, group))).ToList();
        foreach (var subscriber in subscribers)
            subscriber.Arrive(listener => listener.OnGroupMessage(scope, group, size, message.Span));
        return subscribers.Count > 0;
    }

    public List<string> Watch(RealtimeUser user)
    {
        var cids = ConnectionsOf(user);
        if (cids.Count is > 0 and <= UserDirectory.MaxConnections)
            _watched.Add(user);
        return cids;
    }

    public bool Send(string node, IReadOnlyList<string> recipients, ReadOnlyMemory<byte> message) =>
        Send(node, listener => listener.OnNodeMessage(recipients, message.Span));

    public bool SendReceipt(string cid) => Send(NodeMessages.NodeOf(cid)!, listener => listener.OnReceipt(cid));

    private bool Send(string node, Action<IBackplaneListener> deliver)
    {
        var target = Backplanes.SingleOrDefault(backplane => backplane.Node == node && backplane.IsSubscribed);
        target?.Arrive(deliver);
        return target is not null;
    }

    private int Announce(string? opened, RealtimeUser user)
    {
        if (!_watched.Remove(user))
            return 0;
        var subscribers = Backplanes.Where(static backplane => backplane.IsSubscribed).ToList();
        foreach (var subscriber in subscribers)
            subscriber.Arrive(listener => listener.OnUserChanged(opened, user));
        return subscribers.Count;
    }

    private bool IsAlive(string node) => _leases.TryGetValue(node, out var expiry) && expiry > world.Now && _nodes.ContainsKey(node);

    private SortedDictionary<long, Member> GroupOf(ServiceScope scope, string group)
    {
        if (!_groups.TryGetValue((scope, group), out var members))
            _groups.Add((scope, group), members = []);
        return members;
    }

    private void LeaveGroup(string cid, Stored stored, ReadOnlyMemory<byte> message)
    {
        if (stored.Group is not { } group)
            return;
        var members = GroupOf(stored.User.Scope, group);
        members.Remove(stored.JoinNumber).ShouldBeTrue(cid);
        stored.Group = null;
        Publish(stored.User.Scope, group, members.Count, message);
    }

    private sealed class Stored(RealtimeUser user, long openNumber)
    {
        public RealtimeUser User { get; } = user;

        public long OpenNumber { get; } = openNumber;

        public string? Group { get; set; }

        public long JoinNumber { get; set; }

        public ReadOnlyMemory<byte> Disconnected { get; set; }
    }
}
