using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Transport.Tests.Peers;

public sealed class TrackMappingObserverTests : IRtcPeerObserver
{
    private readonly List<PeerEvent> _events = [];

    [Fact]
    public void Tracks_are_mapped_and_a_track_that_is_sent_again_is_the_same()
    {
        var observer = new TrackMappingObserver(this, static inner => new StubTrack { Id = inner.Id + " mapped" });
        var (first, second) = (new StubTrack { Id = "one" }, new StubTrack { Id = "two" });

        observer.OnPeerEvent(new PeerEvent.TrackAdded(first));
        observer.OnPeerEvent(new PeerEvent.TrackAdded(second));
        observer.OnPeerEvent(new PeerEvent.TrackAdded(first));

        var tracks = _events.Cast<PeerEvent.TrackAdded>().Select(added => added.Track).ToList();
        tracks.Select(track => track.Id).ShouldBe(["one mapped", "two mapped", "one mapped"]);
        tracks[2].ShouldBeSameAs(tracks[0]);
    }

    [Fact]
    public void Other_events_pass_unchanged_and_the_connection_is_noted_before_the_observer_is_told()
    {
        var eventsWhenConnected = -1;
        var observer = new TrackMappingObserver(this, static inner => inner) { Connected = () => eventsWhenConnected = _events.Count };
        PeerEvent[] events =
        [
            new PeerEvent.NegotiationNeeded(),
            new PeerEvent.ConnectionStateChanged(PeerConnectionState.Connecting),
            new PeerEvent.ConnectionStateChanged(PeerConnectionState.Connected),
        ];

        foreach (var peerEvent in events)
            observer.OnPeerEvent(peerEvent);

        _events.ShouldBe(events);
        eventsWhenConnected.ShouldBe(2);
    }

    [Fact]
    public void The_observer_learns_of_the_connection_when_the_callback_throws()
    {
        var observer = new TrackMappingObserver(this, static inner => inner) { Connected = () => throw new InvalidOperationException() };

        Should.Throw<InvalidOperationException>(
            () => observer.OnPeerEvent(new PeerEvent.ConnectionStateChanged(PeerConnectionState.Connected)));

        _events.Count.ShouldBe(1);
    }

    [Fact]
    public void Null_is_misuse()
    {
        Should.Throw<ArgumentNullException>(() => new TrackMappingObserver(null!, static inner => inner)).ParamName.ShouldBe("observer");
        Should.Throw<ArgumentNullException>(() => new TrackMappingObserver(this, null!)).ParamName.ShouldBe("map");
    }

    void IRtcPeerObserver.OnPeerEvent(PeerEvent peerEvent) => _events.Add(peerEvent);

    private sealed class StubTrack : IRemoteTrack
    {
        public required string Id { get; init; }

        public MediaKind Kind => MediaKind.Audio;

        public IReadOnlyList<string> StreamIds => [];

        public IDisposable OnVideoFrame(Action<VideoFrame> handler) => throw new NotSupportedException();

        public IDisposable OnAudioFrame(Action<AudioFrame> handler) => throw new NotSupportedException();

        public IDisposable OnEncodedFrame(Action<EncodedFrame> handler) => throw new NotSupportedException();

        public void RequestKeyFrame() => throw new NotSupportedException();
    }
}
