using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Tests.Calls;

/// <summary>Every event of the Skapi page's RTCEvent, and of the wire protocol's list, with every field.</summary>
public class RtcEventTests
{
    private static readonly PeerTarget Peer = new() { Cid = "cid:bob" };

    private static readonly DataChannelTarget Channel = new() { Cid = "cid:bob", Label = "chat" };

    /// <summary>A caller whose peer has reported one state of each kind.</summary>
    private readonly Scenario _alice = Scenario.Calling();

    private readonly ChannelFacts _facts = Channels.Open("chat");

    public RtcEventTests()
    {
        _alice.PeerReports(new PeerEvent.SignalingStateChanged(SignalingState.HaveLocalOffer));
        _alice.PeerReports(new PeerEvent.IceGatheringStateChanged(IceGatheringState.Gathering));
        _alice.PeerReports(new PeerEvent.IceConnectionStateChanged(IceConnectionState.Checking));
        _alice.PeerReports(new PeerEvent.ConnectionStateChanged(PeerConnectionState.Connecting));
        _alice.After(TimeSpan.FromMilliseconds(1500));
    }

    [Fact]
    public void Signalingstatechange() =>
        _alice.PeerReports(new PeerEvent.SignalingStateChanged(SignalingState.Stable))
            .Raises<RtcEvent.SignalingStateChange>().ShouldBe(new()
        {
            Target = Peer,
            Timestamp = _alice.Now.Now,
            State = SignalingState.Stable,
            IceConnectionState = IceConnectionState.Checking,
            GatheringState = IceGatheringState.Gathering,
        });

    [Fact]
    public void Icegatheringstatechange() =>
        _alice.PeerReports(new PeerEvent.IceGatheringStateChanged(IceGatheringState.Complete))
            .Raises<RtcEvent.IceGatheringStateChange>().ShouldBe(new()
        {
            Target = Peer,
            Timestamp = _alice.Now.Now,
            State = IceGatheringState.Complete,
            IceConnectionState = IceConnectionState.Checking,
            SignalingState = SignalingState.HaveLocalOffer,
        });

    [Fact]
    public void Iceconnectionstatechange() =>
        _alice.PeerReports(new PeerEvent.IceConnectionStateChanged(IceConnectionState.Connected))
            .Raises<RtcEvent.IceConnectionStateChange>().ShouldBe(new()
        {
            Target = Peer,
            Timestamp = _alice.Now.Now,
            State = IceConnectionState.Connected,
            GatheringState = IceGatheringState.Gathering,
            SignalingState = SignalingState.HaveLocalOffer,
        });

    [Fact]
    public void Connectionstatechange() =>
        _alice.PeerReports(new PeerEvent.ConnectionStateChanged(PeerConnectionState.Connected))
            .Raises<RtcEvent.ConnectionStateChange>().ShouldBe(new()
        {
            Target = Peer,
            Timestamp = _alice.Now.Now,
            State = PeerConnectionState.Connected,
            IceState = IceConnectionState.Checking,
            SignalingState = SignalingState.HaveLocalOffer,
        });

    [Fact]
    public void Connectionstatechange_at_the_end_says_closed_in_every_state() =>
        _alice.HangsUp().Raises<RtcEvent.ConnectionStateChange>().ShouldBe(new()
        {
            Target = Peer,
            Timestamp = _alice.Now.Now,
            State = PeerConnectionState.Closed,
            IceState = IceConnectionState.Closed,
            SignalingState = SignalingState.Closed,
        });

    [Fact]
    public void Negotiationneeded() =>
        _alice.PeerReports(new PeerEvent.NegotiationNeeded()).Raises<RtcEvent.NegotiationNeeded>().ShouldBe(new()
        {
            Target = Peer,
            Timestamp = _alice.Now.Now,
            SignalingState = SignalingState.HaveLocalOffer,
            IceConnectionState = IceConnectionState.Checking,
            GatheringState = IceGatheringState.Gathering,
        });

    [Fact]
    public void Icecandidate() =>
        _alice.PeerFinds("candidate:1 1 UDP 2130706431 192.0.2.1 9 typ host").Raises<RtcEvent.IceCandidateFound>().ShouldBe(new()
        {
            Target = Peer,
            Timestamp = _alice.Now.Now,
            Candidate = "candidate:1 1 UDP 2130706431 192.0.2.1 9 typ host",
            SdpMid = "0",
            SdpMLineIndex = 0,
            UsernameFragment = "u",
            Protocol = "udp",
            GatheringState = IceGatheringState.Gathering,
            IceConnectionState = IceConnectionState.Checking,
        });

    [Fact]
    public void Icecandidateend() =>
        _alice.PeerReports(new PeerEvent.IceCandidatesEnded())
            .Raises<RtcEvent.IceCandidateEnd>().ShouldBe(new() { Target = Peer, Timestamp = _alice.Now.Now });

    [Fact]
    public void Icecandidateerror() =>
        _alice.PeerReports(new PeerEvent.IceCandidateFailed(701, "No answer.", "stun:192.0.2.9:3478", "192.0.2.x:5000"))
            .Raises<RtcEvent.IceCandidateError>().ShouldBe(new()
        {
            Target = Peer,
            Timestamp = _alice.Now.Now,
            ErrorCode = 701,
            ErrorText = "No answer.",
            Url = "stun:192.0.2.9:3478",
            HostCandidate = "192.0.2.x:5000",
            GatheringState = IceGatheringState.Gathering,
            IceConnectionState = IceConnectionState.Checking,
        });

    [Fact]
    public void Track() =>
        _alice.PeerReports(new PeerEvent.TrackAdded(new StillTrack("t1", MediaKind.Video, "s1", "s2")))
            .Raises<RtcEvent.Track>().ShouldBe(new()
        {
            Target = Peer,
            ElapsedMilliseconds = 1500,
            Streams = [new MediaStreamInfo { Id = "s1" }, new MediaStreamInfo { Id = "s2" }],
            MediaTrack = new MediaTrackInfo { Id = "t1", Kind = MediaKind.Video },
        });

    [Fact]
    public void Open() =>
        _alice.PeerReports(new PeerEvent.DataChannelOpened(new StillChannel("chat"), Channels.Snapshot), _facts)
            .Raises<RtcEvent.DataChannelOpen>().ShouldBe(new()
        {
            Target = Channel,
            ElapsedMilliseconds = 1500,
            ReadyState = DataChannelState.Open,
            Label = "chat",
            Id = 1,
            Ordered = true,
            MaxRetransmits = 10,
            Protocol = "chat",
        });

    [Fact]
    public void Bufferedamountlow() =>
        _alice.PeerReports(new PeerEvent.BufferedAmountLow(new StillChannel("chat"), Channels.Snapshot), _facts)
            .Raises<RtcEvent.BufferedAmountLow>().ShouldBe(new()
        {
            Target = Channel,
            ElapsedMilliseconds = 1500,
            BufferedAmount = 5,
            BufferedAmountLowThreshold = 3,
        });

    [Fact]
    public void Error_of_a_channel() =>
        _alice.PeerReports(new PeerEvent.DataChannelFailed(new StillChannel("chat"), Channels.Snapshot, "Aborted.", "sctp-failure"), _facts)
            .Raises<RtcEvent.DataChannelError>().ShouldBe(new()
        {
            Target = Channel,
            ElapsedMilliseconds = 1500,
            Text = "Aborted.",
            ErrorCode = "sctp-failure",
            ReadyState = DataChannelState.Open,
            Label = "chat",
        });

    [Fact]
    public void Close_of_a_channel() =>
        _alice.PeerReports(new PeerEvent.DataChannelClosed(new StillChannel("chat"), Channels.Snapshot), _facts)
            .Raises<RtcEvent.DataChannelClose>().ShouldBe(new()
        {
            Target = Channel,
            ElapsedMilliseconds = 1500,
            ReadyState = DataChannelState.Closed,
            Label = "chat",
            Id = 1,
        });

    [Fact]
    public void A_channel_that_was_added_is_announced_only_when_it_opens() =>
        _alice.PeerReports(new PeerEvent.DataChannelAdded(new StillChannel("chat"), Channels.Snapshot), _facts).GivesNothing();

    private sealed class StillTrack(string id, MediaKind kind, params string[] streams) : IRemoteTrack
    {
        public string Id => id;

        public MediaKind Kind => kind;

        public IReadOnlyList<string> StreamIds => streams;

        public IDisposable OnVideoFrame(Action<VideoFrame> handler) =>
            throw new InvalidOperationException("The domain must not touch a live track.");

        public IDisposable OnAudioFrame(Action<AudioFrame> handler) =>
            throw new InvalidOperationException("The domain must not touch a live track.");

        public IDisposable OnEncodedFrame(Action<EncodedFrame> handler) =>
            throw new InvalidOperationException("The domain must not touch a live track.");

        public void RequestKeyFrame() => throw new InvalidOperationException("The domain must not touch a live track.");
    }
}
