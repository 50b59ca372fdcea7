using System.Collections.Concurrent;

namespace Skapi.Realtime.Gateway.Nodes;

/// <summary>
/// Waits until all nodes have seen the announcement of a new connection, so that every post that begins when the connection is open
/// reaches it. Safe for use by several threads.
/// </summary>
internal sealed class OpenReceipts(TimeProvider time, TaskCreationOptions continuations)
{
    /// <summary>
    /// How long a connection waits for nodes that do not answer. Longer than <see cref="UserDirectory.MaxSilence"/>, so that a node that
    /// was paused forgets what it remembers before it posts again.
    /// </summary>
    public static readonly TimeSpan Timeout = 2 * UserDirectory.MaxSilence;

    private readonly ConcurrentDictionary<string, Waiting> _waiting = new(StringComparer.Ordinal);

    /// <summary>Counts the nodes that have seen the announcement of a connection, from now on until <see cref="Remove"/>.</summary>
    public void Expect(string cid) => _waiting[cid] = new Waiting(continuations);

    /// <summary>A node has seen the announcement.</summary>
    public void Receive(string cid)
    {
        if (_waiting.TryGetValue(cid, out var waiting))
            waiting.Receive();
    }

    /// <summary>Completes when the nodes have seen the announcement, or do not answer.</summary>
    /// <param name="cid">The connection.</param>
    /// <param name="nodes">The number of nodes that the store has told.</param>
    public async ValueTask WaitAsync(string cid, int nodes)
    {
        if (nodes == 0 || !_waiting.TryGetValue(cid, out var waiting))
            return;
        waiting.Begin(nodes, time.GetTimestamp());
        await waiting.Done.ConfigureAwait(false);
    }

    /// <summary>Ends what <see cref="Expect"/> has begun.</summary>
    public void Remove(string cid) => _waiting.TryRemove(cid, out _);

    /// <summary>Is called at regular intervals, and ends what has waited for too long.</summary>
    public void Beat()
    {
        foreach (var waiting in _waiting.Values)
        {
            if (waiting.Since is { } since && time.GetElapsedTime(since) > Timeout)
                waiting.Complete();
        }
    }

    private sealed class Waiting(TaskCreationOptions continuations)
    {
        private readonly Lock _lock = new();
        private readonly TaskCompletionSource _done = new(continuations);
        private int _received;
        private int? _expected;
        private long? _since;

        public Task Done => _done.Task;

        /// <summary>When the store has answered, or null before that.</summary>
        public long? Since
        {
            get
            {
                lock (_lock)
                    return _since;
            }
        }

        /// <summary>The store has answered. Receipts may have come before.</summary>
        public void Begin(int nodes, long now)
        {
            lock (_lock)
                (_expected, _since) = (nodes, now);
            CompleteIfDone();
        }

        public void Receive()
        {
            lock (_lock)
                _received++;
            CompleteIfDone();
        }

        public void Complete() => _done.TrySetResult();

        private void CompleteIfDone()
        {
            bool isDone;
            lock (_lock)
                isDone = _received >= _expected;
            if (isDone)
                Complete();
        }
    }
}
