using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Tests.Calls;

/// <summary>Two peers of this toolkit call each other at once. Alice's own call is “m”.</summary>
public class ToolkitGlareTests
{
    [Fact]
    public void Between_two_of_ours_the_higher_call_id_yields_and_answers()
    {
        var alice = Scenario.Calling();

        alice.Takes(Signals.Offer("offer-b", "a")).Gives(
            "peer 0: discard",
            "peer 1: answer offer-b",
            "stop RingTimeout",
            "start ConnectTimeout 30s");
        alice.Call!.Role.ShouldBe(CallRole.Callee);
    }

    [Fact]
    public void The_yielding_side_answers_under_the_other_s_id_and_picks_up()
    {
        var alice = Scenario.Calling();
        alice.Takes(Signals.Offer("offer-b", "a"));

        alice.PeerAnswers("answer-a", generation: 1).Gives("to cid:bob: answer answer-a [a]", "to cid:bob: pickup by user-alice [a]");
        alice.PeerIs(PeerConnectionState.Connected, generation: 1).Includes("connected");
    }

    [Fact]
    public void What_the_abandoned_peer_still_reports_is_stale()
    {
        var alice = Scenario.Calling();
        alice.Takes(Signals.Offer("offer-b", "a"));

        alice.PeerFinds("c-old").GivesNothing();
        alice.PeerFails("disposed").GivesNothing();
        alice.PeerIs(PeerConnectionState.Failed).GivesNothing();
    }

    [Fact]
    public void An_offer_that_is_not_made_yet_is_not_sent_after_yielding()
    {
        var alice = new Scenario();
        alice.Dials();
        alice.Takes(Signals.Offer("offer-b", "a"));

        alice.PeerOffers("offer-a").GivesNothing();
    }

    [Fact]
    public void The_lower_call_id_stands_and_is_answered_as_ever()
    {
        var alice = Scenario.Calling();

        alice.Takes(Signals.Offer("offer-b", "z")).GivesNothing();
        alice.Takes(Signals.Candidate("c-of-z", "z")).GivesNothing();
        alice.Takes(Signals.Answer("answer-b", "m")).GivesNothing();
        alice.Takes(Signals.Pickup("m")).Gives("peer 0: apply answer-b", "stop RingTimeout", "start ConnectTimeout 30s");
    }

    [Fact]
    public void An_offer_with_the_call_s_own_id_is_an_echo_of_it_and_ignored()
    {
        var alice = Scenario.Calling();

        alice.Takes(Signals.Offer("offer-a", "m")).GivesNothing();
        alice.State.ShouldBe(CallState.Calling);
    }

    [Fact]
    public void Candidates_of_the_other_s_call_that_come_before_its_offer_are_kept()
    {
        var alice = Scenario.Calling();
        alice.Takes(Signals.Candidate("c1", "a")).GivesNothing();

        alice.Takes(Signals.Offer("offer-b", "a")).Gives(
            "peer 0: discard",
            "peer 1: answer offer-b",
            "stop RingTimeout",
            "start ConnectTimeout 30s",
            "peer 1: add c1");
    }

    [Fact]
    public void A_change_of_the_network_during_the_own_call_is_not_due_after_yielding()
    {
        var alice = Scenario.Calling();
        alice.PeerReports(new PeerEvent.NetworkChanged());
        alice.Takes(Signals.Offer("offer-b", "a"));

        alice.PeerAnswers("answer-a", generation: 1).Gives("to cid:bob: answer answer-a [a]", "to cid:bob: pickup by user-alice [a]");
        alice.PeerIs(PeerConnectionState.Connected, generation: 1).Effects
            .Select(EffectText.Of).ShouldNotContain("to cid:bob: turn request [a]");
        alice.Call!.Negotiation.IsUnderWay.ShouldBeFalse();
    }

    [Fact]
    public void Both_sides_of_a_collision_agree_on_who_yields()
    {
        var alice = new Scenario();
        var bob = new Scenario();
        alice.Dials("1");
        bob.Dials("2");

        alice.Takes(Signals.Offer("offer-of-2", "2"));
        bob.Takes(Signals.Offer("offer-of-1", "1"));

        alice.Call!.Role.ShouldBe(CallRole.Caller);
        bob.Call!.Role.ShouldBe(CallRole.Callee);
        bob.Call!.Id.ShouldBe(alice.Call!.Id);
    }
}
