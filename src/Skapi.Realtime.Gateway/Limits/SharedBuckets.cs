using Skapi.Realtime.Gateway.Configuration;

namespace Skapi.Realtime.Gateway.Limits;

/// <summary>
/// The buckets of the users, or of the addresses. A connection looks its buckets up once. They outlive it until they are full again, so
/// that reconnecting gains nothing. Safe for use by several threads.
/// </summary>
/// <typeparam name="TKey">What has buckets of its own: a user or an address.</typeparam>
/// <param name="limits">The limits of each key.</param>
internal sealed class SharedBuckets<TKey>(RateLimits limits)
    where TKey : notnull
{
    private const int MinEntriesToSweep = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, Entry> _entries = [];
    private int _entriesToSweep = MinEntriesToSweep;

    /// <summary>The number of keys with buckets.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _entries.Count;
        }
    }

    /// <summary>Returns the buckets of a key. The caller must call <see cref="Release"/> once.</summary>
    public SenderBuckets Acquire(TKey key)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out var entry))
            {
                Sweep();
                _entries.Add(key, entry = new Entry(new SenderBuckets(limits)));
            }

            entry.Users++;
            return entry.Buckets;
        }
    }

    /// <summary>Ends one use of the buckets of a key.</summary>
    public void Release(TKey key)
    {
        lock (_gate)
            _entries[key].Users--;
    }

    /// <summary>Removes what is unused and full, whenever the number of keys has doubled.</summary>
    private void Sweep()
    {
        if (_entries.Count < _entriesToSweep)
            return;
        foreach (var (key, entry) in _entries)
        {
            if (entry.Users == 0 && entry.Buckets.AreFull)
                _entries.Remove(key);
        }

        _entriesToSweep = Math.Max(MinEntriesToSweep, _entries.Count * 2);
    }

    private sealed class Entry(SenderBuckets buckets)
    {
        public SenderBuckets Buckets { get; } = buckets;

        /// <summary>The number of connections that use the buckets.</summary>
        public int Users { get; set; }
    }
}
