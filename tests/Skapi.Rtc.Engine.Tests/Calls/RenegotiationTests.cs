namespace Skapi.Rtc.Tests.Calls;

/// <summary>What is sent changes in a connected call. The caller is the impolite peer (W3C WebRTC, 10.7), the callee the polite one.</summary>
public class RenegotiationTests
{
    [Fact]
    public void Changed_media_are_offered()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.ChangesMedia().Gives("peer 0: offer");

        alice.PeerOffers("offer-2").Gives("to cid:bob: offer offer-2 [m]");
        alice.Takes(Signals.Answer("answer-2", "m")).Gives("peer 0: apply answer-2");
    }

    [Fact]
    public void The_callee_can_offer_too()
    {
        var alice = Scenario.ConnectedAsCallee("b");
        alice.ChangesMedia().Gives("peer 0: offer");

        alice.PeerOffers("offer-2").Gives("to cid:bob: offer offer-2 [b]");
    }

    [Fact]
    public void Changes_during_an_exchange_are_offered_after_it()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.ChangesMedia();
        alice.ChangesMedia().GivesNothing();
        alice.PeerOffers("offer-2");

        alice.Takes(Signals.Answer("answer-2", "m")).Gives("peer 0: apply answer-2", "peer 0: offer");
    }

    [Fact]
    public void Changes_while_connecting_are_offered_once_connected()
    {
        var alice = Scenario.ConnectingAsCaller("m");
        alice.ChangesMedia().GivesNothing();

        alice.PeerIs(Skapi.Protocol.PeerConnectionState.Connected).Gives("raise connectionstatechange", "stop Connect", "connected", "peer 0: offer");
    }

    [Fact]
    public void The_other_side_s_offer_is_answered_without_asking_the_app()
    {
        var alice = Scenario.ConnectedAsCallee();
        alice.Takes(Signals.Offer("offer-2")).Gives("peer 0: answer offer-2");

        alice.PeerAnswers("answer-2").Gives("to cid:bob: answer answer-2");
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
        alice.Takes(Signals.Answer("answer-2", "m")).Gives("peer 0: apply answer-2");
    }

    [Fact]
    public void When_both_offer_at_once_the_caller_keeps_its_own()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.ChangesMedia();
        alice.PeerOffers("offer-2");

        alice.Takes(Signals.Offer("offer-of-bob", "m")).GivesNothing();
        alice.Takes(Signals.Answer("answer-2", "m")).Gives("peer 0: apply answer-2");
    }

    [Fact]
    public void When_both_offer_at_once_the_callee_takes_its_own_back_and_offers_again_afterwards()
    {
        var alice = Scenario.ConnectedAsCallee("b");
        alice.ChangesMedia();
        alice.PeerOffers("offer-2");
        alice.Takes(Signals.Offer("offer-of-bob", "b")).Gives("peer 0: rollback", "peer 0: answer offer-of-bob");

        alice.PeerAnswers("answer-2").Gives("to cid:bob: answer answer-2 [b]", "peer 0: offer");
    }

    [Fact]
    public void An_offer_that_was_taken_back_before_it_was_made_is_not_sent()
    {
        var alice = Scenario.ConnectedAsCallee("b");
        alice.ChangesMedia();
        alice.Takes(Signals.Offer("offer-of-bob", "b"));

        alice.PeerOffers("offer-2").GivesNothing();
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
