using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Calls.Negotiation;

namespace Skapi.Rtc.Tests.Calls;

/// <summary>Signals of a renegotiation that are lost, late, repeated, or in another order.</summary>
public class LostNegotiationTests
{
    [Fact]
    public void A_turn_that_may_be_lost_with_the_other_side_s_connection_is_asked_for_again()
    {
        var alice = Scenario.ConnectedAsCallee("b");
        alice.ChangesMedia();

        alice.Takes(MovesTo("cid:bob-again")).Includes("to cid:bob-again: turn request [b]");
    }

    [Fact]
    public void A_turn_that_may_be_lost_with_the_other_side_s_connection_is_given_again()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.Takes(Signals.Turn(NegotiationTurn.Request, "m"));

        alice.Takes(MovesTo("cid:bob-again")).Includes("to cid:bob-again: turn grant [m]");
        alice.ChangesMedia().GivesNothing();
    }

    [Fact]
    public void An_offer_that_may_be_lost_with_the_other_side_s_connection_is_sent_again()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.ChangesMedia();
        alice.PeerOffers("offer-2");

        alice.Takes(MovesTo("cid:bob-again")).Gives(
            "moved to cid:bob-again",
            "to cid:bob-again: offer offer-2 [m]",
            "stop Repeat",
            "start Repeat 5s");
        alice.Takes(Signals.Answer("answer-2", "m"), Scenario.Bob with { Cid = "cid:bob-again" }).Gives(
            "peer 0: apply answer-2",
            "stop Repeat");
    }

    [Fact]
    public void An_offer_that_is_still_being_made_is_sent_once()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.ChangesMedia();

        alice.Takes(MovesTo("cid:bob-again")).Gives("moved to cid:bob-again");
        alice.PeerOffers("offer-2").Gives("to cid:bob-again: offer offer-2 [m]", "start Repeat 5s");
    }

    [Fact]
    public void What_may_be_lost_with_this_side_s_connection_is_sent_again()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.ChangesMedia();
        alice.PeerOffers("offer-2");

        alice.Run(new SwitchboardInput.Reconnected()).Gives(
            "to cid:bob: [m]",
            "to user user-bob: [m]",
            "to cid:bob: offer offer-2 [m]",
            "stop Repeat",
            "start Repeat 5s");
    }

    [Fact]
    public void An_offer_that_has_been_answered_is_not_sent_again()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.ChangesMedia();
        alice.PeerOffers("offer-2");
        alice.Takes(Signals.Answer("answer-2", "m"));

        alice.Takes(MovesTo("cid:bob-again")).Gives("moved to cid:bob-again");
    }

    [Fact]
    public void An_offer_that_comes_once_more_gets_the_same_answer()
    {
        var alice = Scenario.ConnectedAsCallee("b");
        alice.Takes(Signals.Offer("offer-2", "b")).Gives("peer 0: answer offer-2");
        alice.Takes(Signals.Offer("offer-2", "b")).GivesNothing();
        alice.PeerAnswers("answer-2");

        alice.Takes(Signals.Offer("offer-2", "b")).Gives("to cid:bob: answer answer-2 [b]");
    }

    [Fact]
    public void A_second_answer_to_one_offer_is_dropped()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.ChangesMedia();
        alice.PeerOffers("offer-2");
        alice.Takes(Signals.Answer("answer-2", "m"));

        alice.Takes(Signals.Answer("answer-2", "m")).GivesNothing();
    }

    [Fact]
    public void A_repeat_of_the_first_answer_is_not_taken_for_the_second()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.ChangesMedia();
        alice.PeerOffers("offer-2");

        alice.Takes(Signals.Answer("answer-b", "m")).GivesNothing();
        alice.Takes(Signals.Answer("answer-2", "m")).Gives("peer 0: apply answer-2", "stop Repeat");
    }

    [Fact]
    public void An_offer_that_overtakes_the_answer_is_answered_after_it()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.ChangesMedia();
        alice.PeerOffers("offer-2");

        alice.Takes(Numbered(Signals.Offer("offer-of-bob", "m"), 1)).GivesNothing();
        alice.Takes(Numbered(Signals.Answer("answer-2", "m"), 2)).Gives(
            "peer 0: apply answer-2", "stop Repeat", "peer 0: answer offer-of-bob");
    }

    [Fact]
    public void A_repeated_request_for_a_turn_that_was_taken_gives_no_other()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        var request = Numbered(Signals.Turn(NegotiationTurn.Request, "m"), 1);
        alice.Takes(request).Gives("to cid:bob: turn grant [m]");
        alice.Takes(Numbered(Signals.Offer("offer-of-bob", "m"), 1));
        alice.PeerAnswers("answer-a");

        alice.Takes(request).GivesNothing();
        alice.ChangesMedia().Gives("peer 0: offer");
    }

    [Fact]
    public void A_repeated_grant_gives_one_turn()
    {
        var alice = Scenario.ConnectedAsCallee("b");
        alice.ChangesMedia();
        var grant = Numbered(Signals.Turn(NegotiationTurn.Grant, "b"), 1);
        alice.Takes(grant).Includes("peer 0: offer");
        alice.PeerOffers("offer-2");
        alice.Takes(Numbered(Signals.Answer("answer-2", "b"), 1));
        alice.ChangesMedia().Includes("to cid:bob: turn request [b]");

        alice.Takes(grant).GivesNothing();
    }

    [Fact]
    public void An_old_answer_that_comes_late_is_not_taken_for_the_next()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.ChangesMedia();
        alice.PeerOffers("offer-2");
        alice.Takes(Numbered(Signals.Answer("answer-2", "m"), 2));
        alice.ChangesMedia();
        alice.PeerOffers("offer-3");

        alice.Takes(Numbered(Signals.Answer("answer-b", "m"), 1)).GivesNothing();
        alice.Takes(Numbered(Signals.Answer("answer-3", "m"), 3)).Includes("peer 0: apply answer-3");
    }

    [Fact]
    public void An_old_offer_that_comes_late_is_not_taken_for_the_next()
    {
        var alice = Scenario.ConnectedAsCallee("b");
        alice.Takes(Numbered(Signals.Offer("offer-2", "b"), 2));
        alice.PeerAnswers("answer-2");
        alice.Takes(Numbered(Signals.Offer("offer-3", "b"), 3));
        alice.PeerAnswers("answer-3");

        alice.Takes(Numbered(Signals.Offer("offer-2", "b"), 2)).GivesNothing();
    }

    [Fact]
    public void An_offer_without_an_answer_is_repeated_to_a_peer_of_ours()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.ChangesMedia();
        alice.PeerOffers("offer-2");

        for (var repeat = 0; repeat < NegotiationModel.MaxRepeats; repeat++)
            alice.Elapses(NegotiationDelay.Repeat).Gives("to cid:bob: offer offer-2 [m]", "stop Repeat", "start Repeat 5s");
        alice.Elapses(NegotiationDelay.Repeat).Gives("to user user-bob: [m]", "stop Repeat", "start Retry 30s");
        alice.Elapses(NegotiationDelay.Retry).Gives("to cid:bob: offer offer-2 [m]", "stop Retry", "start Repeat 5s");
    }

    [Fact]
    public void The_published_client_gets_an_offer_once()
    {
        var alice = Scenario.ConnectedAsCallee();
        alice.ChangesMedia();
        alice.PeerOffers("offer-2");

        alice.Elapses(NegotiationDelay.Repeat).Gives("stop Repeat", "start Repeat 5s");
    }

    [Fact]
    public void A_late_answer_counts()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.ChangesMedia();
        alice.PeerOffers("offer-2");
        for (var repeat = 0; repeat <= NegotiationModel.MaxRepeats; repeat++)
            alice.Elapses(NegotiationDelay.Repeat);

        alice.Takes(Signals.Answer("answer-2", "m")).Gives("peer 0: apply answer-2", "stop Retry");
    }

    private static Signal Numbered(Signal signal, uint exchange) => signal with { Exchange = exchange };

    private static CallInput.RemoteMoved MovesTo(string cid) => new(Scenario.Bob with { Cid = cid });
}
