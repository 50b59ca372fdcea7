using Skapi.Protocol;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Tests.Calls;

public class CallingTests
{
    [Fact]
    public void Calling_makes_an_offer_and_starts_to_ring() =>
        new Scenario().Dials().Gives("peer 0: offer", "start RingTimeout 60s");

    [Fact]
    public void The_offer_goes_out_with_the_call_s_id()
    {
        var alice = new Scenario();
        alice.Dials();

        alice.PeerOffers("offer-a").Gives("to cid:bob: offer offer-a [m]", "stop RingTimeout", "start RingTimeout 60s");
    }

    [Fact]
    public void Answer_and_pickup_lead_to_connecting()
    {
        var alice = Scenario.Calling();
        alice.Takes(Signals.Answer("answer-b")).GivesNothing();

        alice.Takes(Signals.Pickup()).Gives("peer 0: apply answer-b", "stop RingTimeout", "start ConnectTimeout 30s");
        alice.State.ShouldBe(CallState.Connecting);
    }

    [Fact]
    public void The_pickup_may_come_first()
    {
        var alice = Scenario.Calling();
        alice.Takes(Signals.Pickup()).GivesNothing();

        alice.Takes(Signals.Answer("answer-b")).Gives("peer 0: apply answer-b", "stop RingTimeout", "start ConnectTimeout 30s");
    }

    [Fact]
    public void Answer_and_pickup_may_come_in_one_signal() =>
        Scenario.Calling().Takes(Signals.Answer("answer-b") with { Pickup = "user-bob" })
            .Gives("peer 0: apply answer-b", "stop RingTimeout", "start ConnectTimeout 30s");

    [Fact]
    public void An_answer_without_a_pickup_keeps_ringing()
    {
        var alice = Scenario.Calling();
        alice.Takes(Signals.Answer("answer-b"));

        alice.State.ShouldBe(CallState.Calling);
    }

    [Fact]
    public void Of_two_answers_the_last_one_counts_at_the_pickup()
    {
        var alice = Scenario.Calling();
        alice.Takes(Signals.Answer("answer-to-an-old-offer"));
        alice.Takes(Signals.Answer("answer-b"));

        alice.Takes(Signals.Pickup()).Includes("peer 0: apply answer-b");
    }

    [Fact]
    public void An_answer_that_comes_after_the_pickup_s_is_dropped()
    {
        var alice = Scenario.ConnectingAsCaller();

        alice.Takes(Signals.Answer("another")).GivesNothing();
    }

    [Fact]
    public void Cancelling_tells_the_callee_why()
    {
        var alice = Scenario.Calling();

        alice.HangsUp().Gives(
            "to cid:bob: hungup by user-alice (cancelled) [m]",
            "stop RingTimeout",
            "peer 0: discard",
            "raise connectionstatechange",
            "closed: cancelled");
        alice.HasEnded();
    }

    [Fact]
    public void Cancelling_before_the_offer_is_made_sends_neither_offer_nor_hang_up()
    {
        var alice = new Scenario();
        alice.Dials();
        alice.HangsUp().Gives("stop RingTimeout", "peer 0: discard", "raise connectionstatechange", "closed: cancelled");

        alice.PeerOffers("offer-a").GivesNothing();
    }

    [Fact]
    public void A_rejection_ends_the_call_and_is_echoed_for_the_published_client()
    {
        var alice = Scenario.Calling();

        alice.Takes(Signals.HungUp()).Gives(
            "to cid:bob: hungup by user-alice (rejected) [m]",
            "stop RingTimeout",
            "peer 0: discard",
            "raise connectionstatechange",
            "closed: rejected");
    }

    [Fact]
    public void The_reason_of_a_rejection_is_the_callee_s_where_it_gives_one() =>
        Scenario.Calling().Takes(Signals.HungUp("m", CallEndReason.Failed)).Includes("closed: failed");

    [Fact]
    public void A_cid_that_the_gateway_does_not_know_ends_the_call()
    {
        var alice = Scenario.Calling();

        alice.Run(new SwitchboardInput.CidUnknown("cid:bob")).Gives(
            "stop RingTimeout", "peer 0: discard", "raise connectionstatechange", "closed: unreachable");
    }

    [Fact]
    public void Calling_a_cid_twice_is_refused_and_leaves_the_first_call()
    {
        var alice = Scenario.Calling();

        alice.Dials("second").Gives("refuse: There is a call with cid:bob already. Hang up first.");
        alice.Model.Calls.ShouldHaveSingleItem().Value.State.ShouldBe(CallState.Calling);
    }

    [Fact]
    public void Calling_back_while_it_rings_is_refused_with_advice()
    {
        var alice = Scenario.Ringing();

        alice.Dials().Gives("refuse: There is a call with cid:bob already. It is calling you: accept that call instead.");
    }

    [Fact]
    public void Two_cids_can_be_called_at_once()
    {
        var alice = Scenario.Calling();

        alice.Dials("n", "cid:carol").Gives("peer 0: offer", "start RingTimeout 60s");
        alice.Model.Calls.Count.ShouldBe(2);
    }
}
