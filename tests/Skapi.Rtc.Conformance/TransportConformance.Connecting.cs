using Skapi.Protocol;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Conformance;

/// <content>Offer, answer, candidates and states.</content>
public abstract partial class TransportConformance
{
    [Fact]
    public async Task Two_peers_connect_by_offer_answer_and_trickled_candidates()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);

        ConnectionStates(pair.OffererEvents).ShouldBe([PeerConnectionState.Connecting, PeerConnectionState.Connected]);
        ConnectionStates(pair.AnswererEvents).ShouldBe([PeerConnectionState.Connecting, PeerConnectionState.Connected]);
    }

    [Fact]
    public async Task The_signaling_state_goes_through_the_offer_to_stable_on_both_sides()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);

        SignalingStates(pair.OffererEvents).ShouldBe([SignalingState.HaveLocalOffer, SignalingState.Stable]);
        SignalingStates(pair.AnswererEvents).ShouldBe([SignalingState.HaveRemoteOffer, SignalingState.Stable]);
    }

    [Fact]
    public async Task The_ICE_connection_state_reaches_connected_by_way_of_checking()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);

        foreach (var events in (PeerRecorder[])[pair.OffererEvents, pair.AnswererEvents])
        {
            await events.WaitForAsync<PeerEvent.IceConnectionStateChanged>(changed =>
                changed.State == IceConnectionState.Connected || changed.State == IceConnectionState.Completed);
            events.Events.OfType<PeerEvent.IceConnectionStateChanged>().First().State.ShouldBe(IceConnectionState.Checking);
        }
    }

    [Fact]
    public async Task Gathering_finds_candidates_says_that_they_ended_and_completes()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);

        await pair.OffererEvents.WaitForAsync<PeerEvent.IceGatheringStateChanged>(changed => changed.State == IceGatheringState.Complete);
        await pair.OffererEvents.WaitForAsync<PeerEvent.IceCandidatesEnded>();
        var events = pair.OffererEvents.Events.ToList();
        var gathering = events.FindIndex(
            known => known is PeerEvent.IceGatheringStateChanged { State: var state } && state == IceGatheringState.Gathering);
        var firstCandidate = events.FindIndex(known => known is PeerEvent.IceCandidateFound);
        var lastCandidate = events.FindLastIndex(known => known is PeerEvent.IceCandidateFound);
        var ended = events.FindIndex(known => known is PeerEvent.IceCandidatesEnded);
        gathering.ShouldBeInRange(0, firstCandidate - 1);
        ended.ShouldBeGreaterThan(lastCandidate);
    }

    [Fact]
    public async Task A_candidate_is_the_whole_attribute_and_names_its_media_section()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);

        var found = await pair.OffererEvents.WaitForAsync<PeerEvent.IceCandidateFound>();
        found.Candidate.Candidate.ShouldStartWith("candidate:");
        found.Candidate.SdpMLineIndex.ShouldNotBeNull();
        found.Candidate.SdpMid.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Events_come_one_at_a_time()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);
        await pair.OpenChannelAsync();

        pair.OffererEvents.Overlapped.ShouldBeFalse();
        pair.AnswererEvents.Overlapped.ShouldBeFalse();
    }

    [Fact]
    public async Task The_first_channel_makes_a_negotiation_necessary()
    {
        await using var pair = await PeerPair.CreateAsync(Transport);

        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);

        await pair.OffererEvents.WaitForAsync<PeerEvent.NegotiationNeeded>();
    }

    [Fact]
    public async Task A_description_that_cannot_be_read_is_an_invalid_parameter()
    {
        await using var pair = await PeerPair.CreateAsync(Transport);

        var error = await Should.ThrowAsync<SkapiException>(async () =>
            await pair.Answerer.SetRemoteDescriptionAsync(new SessionDescription { Type = SdpType.Offer, Sdp = "this is no SDP" }));

        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
    }

    [Fact]
    public async Task An_answer_without_an_offer_is_an_invalid_request()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);
        var answer = await AnswerOfAnotherPairAsync();

        var error = await Should.ThrowAsync<SkapiException>(async () => await pair.Offerer.SetRemoteDescriptionAsync(answer));

        error.Code.ShouldBe(SkapiErrorCode.InvalidRequest);
    }

    [Fact]
    public async Task A_candidate_that_cannot_be_read_is_an_invalid_parameter()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);

        var error = await Should.ThrowAsync<SkapiException>(async () =>
            await pair.Offerer.AddIceCandidateAsync(new IceCandidate { Candidate = "no candidate at all", SdpMLineIndex = 0 }));

        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
    }

    [Fact]
    public async Task Making_a_peer_can_be_cancelled()
    {
        await Should.ThrowAsync<OperationCanceledException>(async () =>
            await Transport.CreatePeerAsync(new RtcPeerOptions(), new PeerRecorder(), new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task A_peer_that_is_closed_ends_the_connection_of_the_other()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);
        await pair.OpenChannelAsync();

        await pair.CloseOffererAsync();

        await pair.AnswererEvents.WaitForAsync<PeerEvent.DataChannelClosed>();
        await pair.AnswererEvents.WaitForAsync<PeerEvent.ConnectionStateChanged>(changed => changed.State.Known is
            PeerConnectionState.Values.Closed or PeerConnectionState.Values.Disconnected or PeerConnectionState.Values.Failed);
    }

    [Fact]
    public async Task A_peer_that_is_disposed_says_no_more()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);
        await pair.OpenChannelAsync();

        await pair.CloseOffererAsync();
        var count = pair.OffererEvents.Events.Count;
        await pair.AnswererEvents.WaitForAsync<PeerEvent.DataChannelClosed>();

        pair.OffererEvents.Events.Count.ShouldBe(count);
    }

    [Fact]
    public async Task A_peer_may_be_disposed_twice_and_at_any_time()
    {
        await using var pair = await PeerPair.CreateAsync(Transport);
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.Offerer.SetLocalDescriptionAsync(await pair.Offerer.CreateOfferAsync());

        await pair.CloseOffererAsync();
        await pair.CloseOffererAsync();

        await Should.ThrowAsync<ObjectDisposedException>(async () => await pair.Offerer.CreateOfferAsync());
    }

    [Fact]
    public async Task Ten_pairs_connect_at_once()
    {
        var pairs = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => PeerPair.ConnectedAsync(Transport)));

        foreach (var pair in pairs)
            await pair.OpenChannelAsync();

        foreach (var pair in pairs)
            await pair.DisposeAsync();
    }

    private async Task<SessionDescription> AnswerOfAnotherPairAsync()
    {
        await using var other = await PeerPair.CreateAsync(Transport);
        other.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        var offer = await other.Offerer.CreateOfferAsync();
        await other.Offerer.SetLocalDescriptionAsync(offer);
        await other.Answerer.SetRemoteDescriptionAsync(offer);
        return await other.Answerer.CreateAnswerAsync();
    }

    private static IEnumerable<PeerConnectionState> ConnectionStates(PeerRecorder events) =>
        events.Events.OfType<PeerEvent.ConnectionStateChanged>().Select(changed => changed.State);

    private static IEnumerable<SignalingState> SignalingStates(PeerRecorder events) =>
        events.Events.OfType<PeerEvent.SignalingStateChanged>().Select(changed => changed.State);
}
