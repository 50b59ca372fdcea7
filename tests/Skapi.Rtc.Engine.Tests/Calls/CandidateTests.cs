using Skapi.Rtc.Calls;
using Skapi.Rtc.Calls.Trickle;

namespace Skapi.Rtc.Tests.Calls;

public class CandidateTests
{
    [Fact]
    public void Local_candidates_wait_for_the_offer_to_be_on_its_way()
    {
        var alice = new Scenario();
        alice.Dials();
        alice.PeerFinds("c1").Gives("raise icecandidate");

        alice.PeerOffers("offer-a").Gives(
            "to cid:bob: offer offer-a [m]",
            "to cid:bob: candidate c1 [m]",
            "stop RingTimeout",
            "start RingTimeout 60s");
    }

    [Fact]
    public void Local_candidates_wait_for_the_answer_to_be_on_its_way()
    {
        var alice = Scenario.Ringing();
        alice.Accepts();
        alice.PeerFinds("c1").Gives("raise icecandidate");

        alice.PeerAnswers("answer-a").Gives(
            "to cid:bob: answer answer-a", "to cid:bob: candidate c1", "to cid:bob: pickup by user-alice", "start Reminder 0.25s");
    }

    [Fact]
    public void Later_local_candidates_trickle() =>
        Scenario.Calling().PeerFinds("c2").Gives("raise icecandidate", "to cid:bob: candidate c2 [m]");

    [Fact]
    public void The_end_of_candidates_is_an_event_and_no_signal() =>
        Scenario.Calling().PeerReports(new Transport.PeerEvent.IceCandidatesEnded()).Gives("raise icecandidateend");

    [Fact]
    public void The_callee_s_candidates_wait_for_its_answer()
    {
        var alice = Scenario.Calling();
        alice.Takes(Signals.Candidate("c1")).GivesNothing();
        alice.Takes(Signals.Answer("answer-b"));
        alice.Takes(Signals.Candidate("c2")).GivesNothing();

        alice.Takes(Signals.Pickup()).Gives(
            "peer 0: apply answer-b",
            "peer 0: add c1",
            "peer 0: add c2",
            "stop RingTimeout",
            "start ConnectTimeout 30s");
    }

    [Fact]
    public void After_the_descriptions_candidates_go_to_the_peer_at_once() =>
        Scenario.ConnectingAsCaller().Takes(Signals.Candidate("c3")).Gives("peer 0: add c3");

    [Fact]
    public void An_empty_candidate_marks_the_end_and_is_not_added() =>
        Scenario.ConnectingAsCaller().Takes(Signals.Candidate("")).GivesNothing();

    [Fact]
    public void A_flood_of_candidates_fills_no_memory()
    {
        var alice = Scenario.Ringing();
        for (var index = 0; index < 2 * TrickleModel.MaxHeld; index++)
            alice.Takes(Signals.Candidate($"c{index}"));

        alice.Call!.Trickle.HeldRemote.Length.ShouldBe(TrickleModel.MaxHeld);
    }

    [Fact]
    public void A_flood_of_candidates_before_any_offer_fills_no_memory()
    {
        var alice = new Scenario();
        for (var sender = 0; sender < 2 * SwitchboardModel.MaxEarlySenders; sender++)
        {
            for (var index = 0; index < 2 * SwitchboardModel.MaxEarlyCandidates; index++)
                alice.Takes(Signals.Candidate("c"), new RemoteParty($"cid:{sender}"));
        }

        alice.Model.EarlyCandidates.Count.ShouldBe(SwitchboardModel.MaxEarlySenders);
        alice.Model.EarlyCandidates.Values.ShouldAllBe(early => early.Signals.Length == SwitchboardModel.MaxEarlyCandidates);
    }

    [Fact]
    public void Early_candidates_make_room_for_others_when_they_are_old()
    {
        var alice = new Scenario();
        for (var sender = 0; sender < SwitchboardModel.MaxEarlySenders; sender++)
            alice.Takes(Signals.Candidate("c"), new RemoteParty($"cid:{sender}"));

        alice.After(SwitchboardModel.EarlyLifetime + TimeSpan.FromSeconds(1)).Takes(Signals.Candidate("c1"));
        alice.Takes(Signals.Offer("offer-b"));
        alice.Accepts().Includes("peer 0: add c1");
    }
}
