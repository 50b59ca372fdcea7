using System.Collections.Concurrent;
using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Benchmarks.Pictures;

/// <summary>The events of a peer, as far as pictures need them. Candidates go to the other peer as soon as it takes them.</summary>
internal sealed class TrackEvents : IRtcPeerObserver
{
    private readonly ConcurrentQueue<IceCandidate> _candidates = new();
    private volatile IRtcPeer? _other;

    public Action<IRemoteTrack>? TrackAdded { get; set; }

    public void TrickleTo(IRtcPeer other)
    {
        _other = other;
        Trickle();
    }

    public void OnPeerEvent(PeerEvent peerEvent)
    {
        if (peerEvent is PeerEvent.TrackAdded added)
            TrackAdded?.Invoke(added.Track);
        if (peerEvent is not PeerEvent.IceCandidateFound found)
            return;

        _candidates.Enqueue(found.Candidate);
        Trickle();
    }

    private void Trickle()
    {
        while (_other is { } other && _candidates.TryDequeue(out var candidate))
            _ = other.AddIceCandidateAsync(candidate).AsTask();
    }
}
