using System.Collections.Concurrent;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Running;

/// <summary>The live calls of a client. Safe to use from any thread.</summary>
internal sealed class CallTable
{
    private readonly ConcurrentDictionary<CallKey, LiveCall> _calls = new();

    private readonly List<Task> _closingPeers = [];

    /// <summary>The calls that have not ended.</summary>
    public ICollection<LiveCall> Calls => _calls.Values;

    /// <summary>Adds a call.</summary>
    public void Add(LiveCall call) => _calls[call.Key] = call;

    /// <summary>Removes a call that has ended. Its peer connection may take a while to be disposed.</summary>
    public void Remove(LiveCall call)
    {
        if (!_calls.TryRemove(call.Key, out _))
            return;

        lock (_closingPeers)
        {
            _closingPeers.RemoveAll(static peer => peer.IsCompleted);
            _closingPeers.Add(call.Peer.Completion);
        }
    }

    /// <summary>The call with a key, or null if it has ended.</summary>
    public LiveCall? Find(CallKey key) => _calls.GetValueOrDefault(key);

    /// <summary>The peer connections of ended calls that are not disposed yet.</summary>
    public IReadOnlyList<Task> ClosingPeers
    {
        get
        {
            lock (_closingPeers)
                return [.. _closingPeers];
        }
    }
}
