using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Concurrency;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Nodes;

/// <summary>
/// Subscribes to the channels of groups while they are needed. The operations on one channel run one after the other.
/// </summary>
internal sealed class GroupSubscriptions(IBackplane backplane, TaskCreationOptions continuations)
{
    /// <summary>How many subscriptions are renewed at a time.</summary>
    private const int PortionSize = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<(ServiceScope Scope, string Group), Entry> _entries = [];

    /// <summary>Needs a channel. Completes when it is subscribed.</summary>
    /// <exception cref="BackplaneException">The backplane cannot be reached. The caller must call <see cref="Release"/> anyway.</exception>
    public async Task AcquireAsync(ServiceScope scope, string group)
    {
        Entry? entry;
        lock (_lock)
        {
            if (!_entries.TryGetValue((scope, group), out entry))
                _entries.Add((scope, group), entry = new Entry(continuations));
            entry.Count++;
        }

        await entry.Gate.EnterAsync().ConfigureAwait(false);
        try
        {
            if (entry.IsSubscribed)
                return;
            await backplane.SubscribeAsync(scope, group).ConfigureAwait(false);
            entry.IsSubscribed = true;
        }
        finally
        {
            entry.Gate.Exit();
        }
    }

    /// <summary>Does not need a channel any more. Unsubscribes in the background if nobody else needs it.</summary>
    public void Release(ServiceScope scope, string group)
    {
        Entry entry;
        lock (_lock)
        {
            entry = _entries[(scope, group)];
            if (--entry.Count > 0)
                return;
        }

        _ = UnsubscribeAsync(entry, scope, group);
    }

    /// <summary>Whether a channel is needed.</summary>
    public bool Needs(ServiceScope scope, string group)
    {
        lock (_lock)
            return _entries.TryGetValue((scope, group), out var entry) && entry.Count > 0;
    }

    /// <summary>Subscribes to all channels that are needed again, because the backplane may have lost subscriptions.</summary>
    /// <param name="renewLease">Is called between portions, so that the lease does not expire meanwhile.</param>
    /// <exception cref="BackplaneException">The backplane cannot be reached. Call it again.</exception>
    public async Task RenewAsync(Func<ValueTask> renewLease)
    {
        KeyValuePair<(ServiceScope Scope, string Group), Entry>[] entries;
        lock (_lock)
            entries = [.. _entries];
        foreach (var portion in entries.Chunk(PortionSize))
        {
            await Task.WhenAll(portion.Select(entry => RenewAsync(entry.Value, entry.Key.Scope, entry.Key.Group)))
                .ConfigureAwait(false);
            await renewLease().ConfigureAwait(false);
        }
    }

    private async Task RenewAsync(Entry entry, ServiceScope scope, string group)
    {
        await entry.Gate.EnterAsync().ConfigureAwait(false);
        try
        {
            if (IsUnused(entry))
                return;
            entry.IsSubscribed = false;
            await backplane.SubscribeAsync(scope, group).ConfigureAwait(false);
            entry.IsSubscribed = true;
        }
        finally
        {
            entry.Gate.Exit();
        }
    }

    private async Task UnsubscribeAsync(Entry entry, ServiceScope scope, string group)
    {
        await entry.Gate.EnterAsync().ConfigureAwait(false);
        try
        {
            if (!entry.IsSubscribed || !IsUnused(entry))
                return;
            entry.IsSubscribed = false;
            await backplane.UnsubscribeAsync(scope, group).ConfigureAwait(false);
        }
        catch (BackplaneException)
        {
            // The messages that arrive from now on have no recipients. A later subscription replaces this one.
        }
        finally
        {
            lock (_lock)
            {
                if (entry.Count == 0 && _entries.GetValueOrDefault((scope, group)) == entry)
                    _entries.Remove((scope, group));
            }

            entry.Gate.Exit();
        }
    }

    private bool IsUnused(Entry entry)
    {
        lock (_lock)
            return entry.Count == 0;
    }

    private sealed class Entry(TaskCreationOptions continuations)
    {
        public AsyncGate Gate { get; } = new(continuations);

        /// <summary>The number of connections that need the channel.</summary>
        public int Count { get; set; }

        public bool IsSubscribed { get; set; }
    }
}
