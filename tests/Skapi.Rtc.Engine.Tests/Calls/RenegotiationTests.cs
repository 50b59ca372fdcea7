using Skapi.Protocol;

namespace Skapi.Rtc.Tests.Calls;

/// <summary>
/// What is sent changes in a connected call. Offers of two peers of ours never cross: the caller offers, the callee asks first.
/// </summary>
public class RenegotiationTests
{
    [Fact]
    public void Changed_media_are_offered()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.ChangesMedia().Gives("peer 0: offer");

        alice.PeerOffers("offer-2").Gives("to cid:bob: offer offer-2 [m]", "start Repeat 5s");
        alice.Takes(Signals.Answer("answer-2", "m")).Gives("peer 0: apply answer-2", "stop Repeat");
    }

    [Fact]
    public void The_callee_asks_for_its_turn_and_offers_once_it_has_it()
    {
        var alice = Scenario.ConnectedAsCallee("b");
        alice.ChangesMedia().Gives("to cid:bob: turn request [b]", "start Repeat 5s");
        alice.ChangesMedia().GivesNothing();

        alice.Takes(Signals.Turn(NegotiationTurn.Grant, "b")).Gives("peer 0: offer", "stop Repeat");
        alice.PeerOffers("offer-2").Gives("to cid:bob: offer offer-2 [b]", "start Repeat 5s");
    }

    [Fact]
    public void The_callee_of_a_published_client_offers_without_asking()
    {
        var alice = Scenario.ConnectedAsCallee();

        alice.ChangesMedia().Gives("peer 0: offer");
    }

    [Fact]
    public void The_caller_gives_the_turn_and_waits_for_the_callee_s_offer_before_its_own()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.Takes(Signals.Turn(NegotiationTurn.Request, "m")).Gives("to cid:bob: turn grant [m]");
        alice.ChangesMedia().GivesNothing();

        alice.Takes(Signals.Offer("offer-of-bob", "m")).Gives("peer 0: answer offer-of-bob");
        alice.PeerAnswers("answer-2").Gives("to cid:bob: answer answer-2 [m]", "peer 0: offer");
    }

    [Fact]
    public void The_caller_gives_the_turn_after_its_own_exchange()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.ChangesMedia();
        alice.PeerOffers("offer-2");
        alice.Takes(Signals.Turn(NegotiationTurn.Request, "m")).GivesNothing();

        alice.Takes(Signals.Answer("answer-2", "m")).Gives("peer 0: apply answer-2", "stop Repeat", "to cid:bob: turn grant [m]");
    }

    [Fact]
    public void A_turn_that_was_not_asked_for_is_ignored()
    {
        var alice = Scenario.ConnectedAsCallee("b");

        alice.Takes(Signals.Turn(NegotiationTurn.Grant, "b")).GivesNothing();
    }

    [Fact]
    public void Changes_during_an_exchange_are_offered_after_it()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.ChangesMedia();
        alice.ChangesMedia().GivesNothing();
        alice.PeerOffers("offer-2");

        alice.Takes(Signals.Answer("answer-2", "m")).Gives("peer 0: apply answer-2", "stop Repeat", "peer 0: offer");
    }

    [Fact]
    public void Changes_while_connecting_are_offered_once_connected()
    {
        var alice = Scenario.ConnectingAsCaller("m");
        alice.ChangesMedia().GivesNothing();

        alice.PeerIs(PeerConnectionState.Connected).Gives(
            "raise connectionstatechange",
            "connected",
            "stop ConnectTimeout",
            "peer 0: offer");
    }

    [Fact]
    public void The_other_side_s_offer_is_answered_without_asking_the_app()
    {
        var alice = Scenario.ConnectedAsCallee();
        alice.Takes(Signals.Offer("offer-2")).Gives("peer 0: answer offer-2");

        alice.PeerAnswers("answer-2").Gives("to cid:bob: answer answer-2");
    }

    [Fact]
    public void An_offer_of_the_published_client_that_crosses_ours_is_ignored_and_its_answer_taken()
    {
        var alice = Scenario.ConnectedAsCallee();
        alice.ChangesMedia();
        alice.PeerOffers("offer-2");

        alice.Takes(Signals.Offer("offer-of-bob")).GivesNothing();
        alice.Takes(Signals.Answer("answer-2")).Gives("peer 0: apply answer-2", "stop Repeat");
    }

    [Fact]
    public void A_failed_renegotiation_ends_the_call_and_says_why()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.ChangesMedia();

        alice.PeerFails("No encoder is left.").Includes(
            "to cid:bob: hungup by user-alice (failed) [m]", "closed: failed (No encoder is left.)");
    }
}
