using System.Text.Json;
using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Tests.Calls;

/// <summary>The members that the Skapi page lists for each event are the ones that stand on the wire, by name.</summary>
public class RtcEventFieldTests
{
    public static TheoryData<string, string> Page => new()
    {
        { "track", "type target timeStamp streams track" },
        { "connectionstatechange", "type target timestamp state iceState signalingState" },
        { "close", "type target timeStamp readyState label id" },
        { "open", "type target timeStamp readyState label id ordered maxRetransmits protocol" },
        { "bufferedamountlow", "target bufferedAmount bufferedAmountLowThreshold type timeStamp" },
        { "error", "type target timeStamp error errorCode readyState label" },
        { "icecandidate", "type target timestamp candidate sdpMid sdpMLineIndex usernameFragment protocol gatheringState connectionState" },
        { "icecandidateend", "type target timestamp" },
        { "icegatheringstatechange", "type target timestamp state connectionState signalingState" },
        { "negotiationneeded", "type target timestamp signalingState connectionState gatheringState" },
        { "negotiationerror", "type target timestamp error errorCode signalingState" },
        { "signalingstatechange", "type target timestamp state connectionState gatheringState" },
        { "iceconnectionstatechange", "type target timestamp state gatheringState signalingState" },
        { "icecandidateerror", "type target timestamp errorCode errorText url hostCandidate gatheringState connectionState" },
    };

    [Theory]
    [MemberData(nameof(Page))]
    public void An_event_has_the_page_s_members(string type, string members)
    {
        var call = Scenario.Calling();
        var channel = Channels.Open("chat");
        var outcome = type == "negotiationerror" ? call.PeerRefuses(new PeerCommand.Offer(0)) : call.PeerReports(Reported(type), channel);
        var raised = outcome.Raises<RtcEvent>();

        using var json = JsonDocument.Parse(JsonCodec.EncodeToUtf8(raised));
        json.RootElement.GetProperty("type").GetString().ShouldBe(type);
        json.RootElement.EnumerateObject().Select(member => member.Name).ShouldBe(members.Split(' '), ignoreOrder: true);
    }

    private static PeerEvent Reported(string type) => type switch
    {
        "track" => new PeerEvent.TrackAdded(new NamedTrack()),
        "connectionstatechange" => new PeerEvent.ConnectionStateChanged(PeerConnectionState.Connecting),
        "close" => new PeerEvent.DataChannelClosed(new StillChannel("chat"), Channels.Snapshot),
        "open" => new PeerEvent.DataChannelOpened(new StillChannel("chat"), Channels.Snapshot),
        "bufferedamountlow" => new PeerEvent.BufferedAmountLow(new StillChannel("chat"), Channels.Snapshot),
        "error" => new PeerEvent.DataChannelFailed(new StillChannel("chat"), Channels.Snapshot, "Aborted.", null),
        "icecandidate" => new PeerEvent.IceCandidateFound(new IceCandidate { Candidate = "candidate:1 1 udp 1 192.0.2.1 9 typ host" }),
        "icecandidateend" => new PeerEvent.IceCandidatesEnded(),
        "icegatheringstatechange" => new PeerEvent.IceGatheringStateChanged(IceGatheringState.Gathering),
        "negotiationneeded" => new PeerEvent.NegotiationNeeded(),
        "signalingstatechange" => new PeerEvent.SignalingStateChanged(SignalingState.HaveLocalOffer),
        "iceconnectionstatechange" => new PeerEvent.IceConnectionStateChanged(IceConnectionState.Checking),
        "icecandidateerror" => new PeerEvent.IceCandidateFailed(701, "No answer.", null, null),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "The page has no such event."),
    };

    private sealed class NamedTrack : IRemoteTrack
    {
        public string Id => "t1";

        public MediaKind Kind => MediaKind.Video;

        public IReadOnlyList<string> StreamIds => ["s1"];

        public IDisposable OnVideoFrame(Action<VideoFrame> handler) => throw new NotSupportedException();

        public IDisposable OnAudioFrame(Action<AudioFrame> handler) => throw new NotSupportedException();

        public IDisposable OnEncodedFrame(Action<EncodedFrame> handler) => throw new NotSupportedException();

        public void RequestKeyFrame() => throw new NotSupportedException();
    }
}
