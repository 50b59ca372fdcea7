using System.Runtime.CompilerServices;
using Skapi.Protocol;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Running;

/// <summary>
/// The live objects behind the events of a client. Each is kept for as long as the app keeps the event. Safe to use from any thread.
/// </summary>
internal sealed class EventObjects
{
    private readonly ConditionalWeakTable<RealtimeEvent.RtcIncoming, LiveCall> _incoming = [];
    private readonly ConditionalWeakTable<RtcEvent.Track, IRemoteTrack> _tracks = [];

    /// <summary>Links an event to its call.</summary>
    public void Link(RealtimeEvent.RtcIncoming incoming, LiveCall call) => _incoming.Add(incoming, call);

    /// <summary>Links an event to its track.</summary>
    public void Link(RtcEvent.Track track, IRemoteTrack live) => _tracks.AddOrUpdate(track, live);

    /// <summary>The call behind an event, or null if this client did not raise the event.</summary>
    public LiveCall? Find(RealtimeEvent.RtcIncoming incoming) => _incoming.TryGetValue(incoming, out var call) ? call : null;

    /// <summary>The track behind an event, or null if this client did not raise the event.</summary>
    public IRemoteTrack? Find(RtcEvent.Track track) => _tracks.TryGetValue(track, out var live) ? live : null;
}
