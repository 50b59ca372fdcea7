using Skapi.Protocol;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Tests.Calls;

/// <summary>A description that cannot be created or applied in a connected call: the call goes on as it was negotiated before.</summary>
public class RefusedDescriptionTests
{
    private static readonly PeerCommand Offering = new PeerCommand.Offer(0);
    private static readonly PeerCommand Applying = new PeerCommand.ApplyAnswer(0, Signals.Description(SdpType.Answer, "bad"));
    private static readonly PeerCommand Answering = new PeerCommand.Answer(0, Signals.Description(SdpType.Offer, "bad"));

    [Fact]
    public void An_offer_of_the_published_client_that_cannot_be_applied_is_told_to_the_app_alone()
    {
        var alice = Scenario.ConnectedAsCallee();
        alice.Takes(Signals.Offer("bad"));

        alice.PeerRefuses(Answering).Gives("raise negotiationerror");
        alice.State.ShouldBe(CallState.Connected);
        alice.Takes(Signals.Offer("good")).Gives("peer 0: answer good");
    }

    [Fact]
    public void The_event_says_what_is_wrong()
    {
        var alice = Scenario.ConnectedAsCallee();
        alice.Takes(Signals.Offer("bad"));

        var raised = alice.PeerRefuses(Answering, "The SDP has no a=ice-ufrag.").Raises<RtcEvent.NegotiationError>();
        raised.Text.ShouldBe("The SDP has no a=ice-ufrag.");
        raised.ErrorCode.ShouldBe("INVALID_PARAMETER");
        raised.Target.Cid.ShouldBe("cid:bob");
    }

    [Fact]
    public void A_peer_of_ours_is_told_that_its_offer_is_refused()
    {
        var alice = Scenario.ConnectedAsCallee("b");
        alice.Takes(Numbered(Signals.Offer("bad", "b"), 2));

        var refused = alice.PeerRefuses(Answering);
        refused.Gives("raise negotiationerror", "to cid:bob: turn abort [b]");
        refused.Effects.OfType<CallEffect.Send>().ShouldHaveSingleItem().Signal.Exchange.ShouldBe(2u);
    }

    [Fact]
    public void A_refusal_that_was_lost_is_repeated()
    {
        var alice = Scenario.ConnectedAsCallee("b");
        alice.Takes(Numbered(Signals.Offer("bad", "b"), 2));
        alice.PeerRefuses(Answering);

        alice.Takes(Numbered(Signals.Offer("bad", "b"), 2)).Gives("to cid:bob: turn abort [b]");
        alice.Takes(Numbered(Signals.Offer("good", "b"), 3)).Gives("peer 0: answer good");
    }

    [Fact]
    public void An_offer_that_the_other_side_refuses_is_rolled_back_and_the_app_is_told()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.ChangesMedia();
        alice.PeerOffers("offer-2");

        alice.Takes(Abort(2, "m")).Gives("peer 0: roll back", "stop Repeat", "raise negotiationerror");
        alice.State.ShouldBe(CallState.Connected);
        alice.ChangesMedia().Gives("peer 0: offer");
    }

    [Fact]
    public void A_refusal_of_another_exchange_is_dropped()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.ChangesMedia();
        alice.PeerOffers("offer-2");

        alice.Takes(Abort(1, "m")).GivesNothing();
        alice.Takes(Signals.Turn(NegotiationTurn.Abort, "m")).GivesNothing();
        alice.Takes(Signals.Answer("answer-2", "m")).Gives("peer 0: apply answer-2", "stop Repeat");
        alice.Takes(Abort(2, "m")).GivesNothing();
    }

    [Fact]
    public void What_waits_for_a_refused_exchange_follows_it()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.ChangesMedia();
        alice.PeerOffers("offer-2");
        alice.Takes(Numbered(Signals.Turn(NegotiationTurn.Request, "m"), 1)).GivesNothing();

        alice.Takes(Abort(2, "m")).Includes("peer 0: roll back", "to cid:bob: turn grant [m]");
    }

    [Fact]
    public void An_answer_that_cannot_be_applied_is_told_to_the_app()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.ChangesMedia();
        alice.PeerOffers("offer-2");
        alice.Takes(Signals.Answer("bad", "m"));

        alice.PeerRefuses(Applying).Gives("raise negotiationerror");
        alice.State.ShouldBe(CallState.Connected);
        alice.ChangesMedia().Gives("peer 0: offer");
    }

    [Fact]
    public void An_offer_that_cannot_be_created_is_told_to_the_app()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.ChangesMedia();

        alice.PeerRefuses(Offering, "No encoder is left.").Gives("raise negotiationerror");
        alice.State.ShouldBe(CallState.Connected);
        alice.ChangesMedia().Gives("peer 0: offer");
    }

    [Fact]
    public void A_callee_that_cannot_create_its_offer_gives_the_turn_back()
    {
        var alice = Scenario.ConnectedAsCallee("b");
        alice.ChangesMedia();
        alice.Takes(Signals.Turn(NegotiationTurn.Grant, "b"));

        alice.PeerRefuses(Offering).Gives("raise negotiationerror", "to cid:bob: turn abort [b]");
    }

    [Fact]
    public void A_turn_that_is_given_back_lets_the_caller_offer()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.Takes(Numbered(Signals.Turn(NegotiationTurn.Request, "m"), 1));
        alice.ChangesMedia().GivesNothing();

        alice.Takes(Abort(1, "m")).Gives("peer 0: offer");
    }

    [Fact]
    public void A_refused_offer_of_the_caller_leaves_the_callee_waiting_for_its_turn()
    {
        var alice = Scenario.ConnectedAsCallee("b");
        alice.ChangesMedia();
        alice.Takes(Numbered(Signals.Offer("bad", "b"), 2)).Gives("peer 0: answer bad");

        alice.PeerRefuses(Answering).Gives("raise negotiationerror", "to cid:bob: turn abort [b]");
        alice.Takes(Signals.Turn(NegotiationTurn.Grant, "b")).Gives("peer 0: offer", "stop Repeat");
    }

    [Fact]
    public void A_published_client_that_offers_instead_of_answering_is_answered()
    {
        var alice = Scenario.ConnectedAsCaller();
        alice.ChangesMedia();
        alice.PeerOffers("offer-2");
        for (var repeat = 0; repeat <= 5; repeat++)
            alice.Elapses(NegotiationDelay.Repeat);

        alice.Takes(Signals.Offer("offer-b")).Includes("peer 0: roll back", "peer 0: answer offer-b");
    }

    [Fact]
    public void While_a_call_connects_a_refused_second_offer_does_not_end_it()
    {
        var alice = Scenario.ConnectingAsCallee();
        alice.Takes(Signals.Offer("bad"));

        alice.PeerRefuses(Answering).Gives("raise negotiationerror");
        alice.PeerIs(PeerConnectionState.Connected);
        alice.State.ShouldBe(CallState.Connected);
    }

    private static Signal Numbered(Signal signal, uint exchange) => signal with { Exchange = exchange };

    private static Signal Abort(uint exchange, string call) => Numbered(Signals.Turn(NegotiationTurn.Abort, call), exchange);
}
