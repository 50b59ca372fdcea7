using Skapi.Protocol;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Tests.Calls;

public class RingingTests
{
    [Fact]
    public void A_busy_callee_says_so()
    {
        var alice = Scenario.Ringing("b");

        alice.Takes(new CallInput.LocalHangup(CallEndReason.Busy)).Includes("to cid:bob: hungup by user-alice (busy) [b]", "closed: busy");
    }

    [Fact]
    public void A_caller_learns_that_the_callee_is_busy() =>
        Scenario.Calling().Takes(Signals.HungUp("m", CallEndReason.Busy)).Includes("closed: busy");

    [Fact]
    public void An_offer_is_announced_and_rings()
    {
        var alice = new Scenario();

        alice.Takes(Signals.Offer("offer-b")).Gives("raise rtc:incoming from cid:bob", "start RingTimeout 60s");
        alice.State.ShouldBe(CallState.Ringing);
    }

    [Fact]
    public void The_announcement_names_the_caller()
    {
        var announced = new Scenario().Takes(Signals.Offer("offer-b")).Effects.OfType<CallEffect.RaiseIncoming>().Single().Event;

        announced.ShouldBe(new RealtimeEvent.RtcIncoming { Sender = "user-bob", SenderCid = "cid:bob", SenderGroup = "room", Code = null });
    }

    [Fact]
    public void Accepting_answers_the_offer() =>
        Scenario.Ringing().Accepts().Gives("peer 0: answer offer-b", "stop RingTimeout", "start ConnectTimeout 30s");

    [Fact]
    public void The_answer_is_followed_by_the_pickup()
    {
        var alice = Scenario.Ringing();
        alice.Accepts();

        alice.PeerAnswers("answer-a").Gives("to cid:bob: answer answer-a", "to cid:bob: pickup by user-alice", "start Reminder 0.25s");
    }

    [Fact]
    public void A_peer_of_this_toolkit_is_answered_with_the_call_s_id()
    {
        var alice = Scenario.Ringing("b");
        alice.Accepts();

        alice.PeerAnswers("answer-a").Gives("to cid:bob: answer answer-a [b]", "to cid:bob: pickup by user-alice [b]");
    }

    [Fact]
    public void Rejecting_tells_the_caller_why_and_had_no_peer()
    {
        var alice = Scenario.Ringing("b");

        alice.HangsUp().Gives("to cid:bob: hungup by user-alice (rejected) [b]", "stop RingTimeout", "closed: rejected");
        alice.HasEnded();
    }

    [Fact]
    public void The_caller_giving_up_ends_the_call_without_an_echo() =>
        Scenario.Ringing().Takes(Signals.HungUp()).Gives("stop RingTimeout", "closed: cancelled");

    [Fact]
    public void A_repeated_offer_is_announced_once_and_the_last_one_is_answered()
    {
        var alice = Scenario.Ringing();
        alice.Takes(Signals.Offer("offer-b-again")).GivesNothing();

        alice.Accepts().Includes("peer 0: answer offer-b-again");
    }

    [Fact]
    public void Candidates_are_kept_until_the_call_is_accepted()
    {
        var alice = Scenario.Ringing();
        alice.Takes(Signals.Candidate("c1")).GivesNothing();
        alice.Takes(Signals.Candidate("c2")).GivesNothing();

        alice.Accepts().Gives(
            "peer 0: answer offer-b",
            "peer 0: add c1",
            "peer 0: add c2",
            "stop RingTimeout",
            "start ConnectTimeout 30s");
    }

    [Fact]
    public void An_offer_and_a_candidate_may_come_in_one_signal()
    {
        var alice = new Scenario();
        alice.Takes(Signals.Offer("offer-b") with { Candidate = Signals.IceCandidate("c1") });

        alice.Accepts().Includes("peer 0: answer offer-b", "peer 0: add c1");
    }

    [Fact]
    public void Candidates_that_come_before_the_offer_are_kept()
    {
        var alice = new Scenario();
        alice.Takes(Signals.Candidate("c1")).GivesNothing();
        alice.Takes(Signals.Offer("offer-b"));

        alice.Accepts().Includes("peer 0: answer offer-b", "peer 0: add c1");
    }

    [Fact]
    public void Candidates_of_another_call_than_the_offer_s_are_not_used()
    {
        var alice = new Scenario();
        alice.Takes(Signals.Candidate("c-old", "old"));
        alice.Takes(Signals.Offer("offer-b", "b"));

        alice.Accepts().Gives("peer 0: answer offer-b", "stop RingTimeout", "start ConnectTimeout 30s");
    }

    [Fact]
    public void Accepting_twice_answers_once()
    {
        var alice = Scenario.Ringing();
        alice.Accepts();

        alice.Accepts().GivesNothing();
    }

    [Fact]
    public void An_answer_a_pickup_or_a_candidate_out_of_nowhere_begins_no_call()
    {
        var alice = new Scenario();

        alice.Takes(Signals.Answer("answer-b")).GivesNothing();
        alice.Takes(Signals.Pickup()).GivesNothing();
        alice.Takes(Signals.HungUp()).GivesNothing();
        alice.Takes(new Signal()).GivesNothing();
        alice.Model.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void An_offer_that_hangs_up_in_the_same_breath_does_not_ring() =>
        new Scenario().Takes(Signals.Offer("offer-b") with { HungUp = "user-bob" }).GivesNothing();
}
