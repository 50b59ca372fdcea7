using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Running;

/// <summary>The live calls of a client, and the live objects behind its events. Safe to use from any thread.</summary>
internal sealed class CallTable
{
    private readonly ConcurrentDictionary<CallKey, LiveCall> _calls = new();

    // An event keeps its live object for as long as the app keeps the event.
    private readonly ConditionalWeakTable<RealtimeEvent.RtcIncoming, IncomingCall> _incoming = [];
    private readonly ConditionalWeakTable<RtcEvent.Track, IRemoteTrack> _tracks = [];
    private readonly List<Task> _closingPeers = [];

    /// <summary>The calls that have not ended.</summary>
    public ICollection<LiveCall> Calls => _calls.Values;

    /// <summary>Adds a call that this side makes.</summary>
    public void Add(LiveCall call) => _calls[call.Key] = call;

    /// <summary>Adds a call that the other side makes.</summary>
    public void Add(LiveCall call, RealtimeEvent.RtcIncoming incoming)
    {
        Add(call);
        _incoming.Add(incoming, new IncomingCall(call, incoming.Sender));
    }

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

    /// <summary>The incoming call behind an event, or null if this client did not raise the event.</summary>
    public IncomingCall? Find(RealtimeEvent.RtcIncoming incoming) => _incoming.TryGetValue(incoming, out var call) ? call : null;

    /// <summary>The track behind an event, or null if this client did not raise the event.</summary>
    public IRemoteTrack? Find(RtcEvent.Track track) => _tracks.TryGetValue(track, out var live) ? live : null;

    /// <summary>Links a track event to the live track of its call.</summary>
    public void Link(RtcEvent.Track track, LiveCall call)
    {
        if (call.Objects.Tracks.FirstOrDefault(live => live.Id == track.MediaTrack.Id) is { } live)
            _tracks.AddOrUpdate(track, live);
    }

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
