using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Nodes;

/// <summary>
/// Remembers which connections those users have to whom this node posts often. The store announces the next change of such a user to all
/// nodes, and a connection is open only when all nodes have seen that (<see cref="OpenReceipts"/>). So what is remembered is as good as a
/// lookup, as long as this node gets announcements and runs. Safe for use by several threads.
/// </summary>
internal sealed class UserDirectory(string self, TimeProvider time)
{
    /// <summary>The maximum number of users in each of the two halves. The older half is forgotten when the other one is full.</summary>
    public const int HalfSize = 16_384;

    /// <summary>Users with more connections are looked up every time, which bounds the memory.</summary>
    public const int MaxConnections = 16;

    /// <summary>How long a user is remembered. The store keeps in mind for longer that it has to announce the next change.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The maximum time between two beats. A node that was paused for longer may have missed that others did not wait for it.
    /// </summary>
    public static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Dictionary<RealtimeUser, Entry> _recent = [];
    private Dictionary<RealtimeUser, Entry> _older = [];
    private long _lastBeat = time.GetTimestamp();
    private bool _isOn = true;
    private int _breaks;

    /// <summary>The number of times that a connection to the backplane broke.</summary>
    public int Breaks
    {
        get
        {
            lock (_lock)
                return _breaks;
        }
    }

    /// <summary>Finds the connections of a user.</summary>
    /// <param name="user">The user.</param>
    /// <param name="watch">
    /// If this returns null: what to pass to <see cref="Remember"/> after a lookup that makes the store announce the next change, or null
    /// for a lookup without that. Users are watched from the second post on.
    /// </param>
    /// <returns>Null if the user must be looked up.</returns>
    public UserConnections? Find(RealtimeUser user, out object? watch)
    {
        watch = null;
        lock (_lock)
        {
            ForgetAfterSilence();
            if (!_isOn)
                return null;
            var entry = Get(user);
            // Null while the first lookup of a watched user is under way.
            if (entry is { IsWatched: true } && time.GetElapsedTime(entry.Since) < Lifetime)
                return entry.Connections;
            var next = new Entry(isWatched: entry is not null, time.GetTimestamp());
            Put(user, next);
            watch = next.IsWatched ? next : null;
            return null;
        }
    }

    /// <summary>Remembers the result of a lookup, unless the user has changed meanwhile, or something was lost.</summary>
    public UserConnections Remember(RealtimeUser user, object watch, IReadOnlyList<string> cids)
    {
        var connections = new UserConnections(cids, self);
        lock (_lock)
        {
            if (!ReferenceEquals(Get(user), watch))
                return connections;
            if (cids.Count is > 0 and <= MaxConnections)
                ((Entry)watch).Connections = connections;
            else
                Remove(user);
        }

        return connections;
    }

    /// <summary>Forgets a user who has changed, or cannot be reached as it is remembered.</summary>
    public void Forget(RealtimeUser user)
    {
        lock (_lock)
            Remove(user);
    }

    /// <summary>Forgets all users, because the store has lost its data.</summary>
    public void Clear()
    {
        lock (_lock)
            RemoveAll();
    }

    /// <summary>Remembers nobody from now on, because announcements may be lost.</summary>
    public void HandleConnectionBroken()
    {
        lock (_lock)
        {
            _breaks++;
            _isOn = false;
            RemoveAll();
        }
    }

    /// <summary>Goes on after announcements are subscribed again, unless a connection broke meanwhile.</summary>
    /// <param name="breaks"><see cref="Breaks"/> before the subscription.</param>
    public void HandleSubscribed(int breaks)
    {
        lock (_lock)
            _isOn |= breaks == _breaks;
    }

    /// <summary>Is called at regular intervals, so that a pause of the process is noticed.</summary>
    public void Beat()
    {
        lock (_lock)
        {
            ForgetAfterSilence();
            _lastBeat = time.GetTimestamp();
        }
    }

    private void ForgetAfterSilence()
    {
        if (time.GetElapsedTime(_lastBeat) > MaxSilence)
            RemoveAll();
    }

    private Entry? Get(RealtimeUser user)
    {
        if (!_recent.TryGetValue(user, out var entry) && _older.Remove(user, out entry))
            Put(user, entry);
        return entry;
    }

    private void Put(RealtimeUser user, Entry entry)
    {
        if (_recent.Count >= HalfSize)
            (_recent, _older) = ([], _recent);
        _recent[user] = entry;
    }

    private void Remove(RealtimeUser user)
    {
        _recent.Remove(user);
        _older.Remove(user);
    }

    private void RemoveAll()
    {
        _recent.Clear();
        _older.Clear();
    }

    /// <summary>A user to whom this node has posted.</summary>
    /// <param name="isWatched">Whether the store announces the next change, or is asked to.</param>
    /// <param name="since">When the last lookup has begun.</param>
    private sealed class Entry(bool isWatched, long since)
    {
        public bool IsWatched { get; } = isWatched;

        public long Since { get; } = since;

        /// <summary>Null if they are not known.</summary>
        public UserConnections? Connections { get; set; }
    }
}
