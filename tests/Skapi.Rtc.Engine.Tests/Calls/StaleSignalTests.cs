using Skapi.Protocol;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Tests.Calls;

/// <summary>Peers of this toolkit name the call in every signal, which tells what is late, repeated or out of order.</summary>
public class StaleSignalTests
{
    [Fact]
    public void A_hang_up_of_an_ended_call_does_not_end_the_next()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.HangsUp();
        alice.Dials("n");

        alice.Takes(Signals.HungUp("m")).GivesNothing();
        alice.State.ShouldBe(CallState.Calling);
    }

    [Fact]
    public void An_answer_to_an_ended_call_does_not_answer_the_next()
    {
        var alice = Scenario.Calling();
        alice.HangsUp();
        alice.Dials("n");

        alice.Takes(Signals.Answer("answer-b", "m") with { Pickup = "user-bob" }).GivesNothing();
    }

    [Fact]
    public void Another_cid_that_has_learnt_a_call_s_id_cannot_end_it()
    {
        var alice = Scenario.ConnectedAsCaller("m");

        alice.Takes(Signals.HungUp("m"), new RemoteParty("cid:mallory", "user-mallory")).GivesNothing();
        alice.State.ShouldBe(CallState.Connected);
    }

    [Fact]
    public void A_new_call_of_the_same_cid_stands_in_place_of_a_connected_one()
    {
        var alice = Scenario.ConnectedAsCaller("m");

        alice.Takes(Signals.Offer("offer-b", "n")).Gives(
            "to cid:bob: hungup by user-alice (superseded) [m]",
            "peer 0: discard",
            "raise close",
            "raise connectionstatechange",
            "closed: superseded",
            "raise rtc:incoming from cid:bob",
            "start RingTimeout 60s");
        alice.Model.Calls.ShouldHaveSingleItem().Value.Id.ShouldBe("n");
    }

    [Fact]
    public void A_new_call_of_the_same_cid_stands_in_place_of_one_that_rings()
    {
        var alice = Scenario.Ringing("b");

        alice.Takes(Signals.Offer("offer-2", "c")).Gives(
            "stop RingTimeout", "closed: superseded", "raise rtc:incoming from cid:bob", "start RingTimeout 60s");
    }

    [Fact]
    public void A_repeated_offer_of_an_ended_call_does_not_ring_again()
    {
        var alice = Scenario.Ringing("b");
        alice.HangsUp();

        alice.Takes(Signals.Offer("offer-b", "b")).GivesNothing();
        alice.HasEnded();
    }

    [Fact]
    public void A_repeated_offer_of_an_ended_call_does_not_end_the_next()
    {
        var alice = Scenario.Ringing("b");
        alice.HangsUp();
        alice.Takes(Signals.Offer("offer-c", "c"));

        alice.Takes(Signals.Offer("offer-b", "b")).GivesNothing();
        alice.Call!.Id.ShouldBe("c");
    }

    [Fact]
    public void A_hang_up_that_overtakes_its_offer_keeps_it_from_ringing()
    {
        var alice = new Scenario();
        alice.Takes(Signals.HungUp("b"));

        alice.Takes(Signals.Offer("offer-b", "b")).GivesNothing();
        alice.HasEnded();
    }

    [Fact]
    public void Ended_calls_are_forgotten_in_the_end()
    {
        var alice = Scenario.Ringing("b");
        alice.HangsUp();
        alice.After(SwitchboardModel.EndedLifetime + TimeSpan.FromSeconds(1)).Takes(Signals.Offer("offer-c", "c"));
        alice.HangsUp();

        alice.Model.EndedCalls.Keys.ShouldBe(["c"]);
    }

    [Fact]
    public void A_flood_of_hang_ups_fills_no_memory()
    {
        var alice = new Scenario();
        for (var index = 0; index < 2 * SwitchboardModel.MaxEndedCalls; index++)
            alice.Takes(Signals.HungUp($"call-{index}"));

        alice.Model.EndedCalls.Count.ShouldBe(SwitchboardModel.MaxEndedCalls);
    }

    [Fact]
    public void A_candidate_of_an_ended_call_is_dropped()
    {
        var alice = Scenario.Ringing("b");
        alice.HangsUp();

        alice.Takes(Signals.Candidate("c1", "b")).GivesNothing();
        alice.Model.EarlyCandidates.ShouldBeEmpty();
    }
}
