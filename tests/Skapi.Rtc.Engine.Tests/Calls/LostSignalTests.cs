using Skapi.Protocol;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Tests.Calls;

/// <summary>What is under way when a socket breaks may be lost. It is repeated, and what arrives twice changes nothing.</summary>
public class LostSignalTests
{
    private static readonly RemoteParty BobAgain = Scenario.Bob with { Cid = "cid:bob2" };

    [Fact]
    public void A_call_that_rings_at_a_stranger_can_be_cancelled_from_a_new_cid()
    {
        var alice = Scenario.Calling();
        Reconnect(alice);

        alice.HangsUp().Includes("to cid:bob: hungup by user-alice (cancelled) [m]", "closed: cancelled");
    }

    [Fact]
    public void A_call_that_was_answered_after_a_reconnect_is_hung_up_as_any_other()
    {
        var alice = Scenario.Calling();
        Reconnect(alice);
        alice.Takes(Signals.Answer("answer-b", "m") with { Pickup = "user-bob" });
        alice.PeerIs(PeerConnectionState.Connected);

        alice.HangsUp().Includes("to cid:bob: hungup by user-alice (hangup) [m]", "closed: hangup");
    }

    [Fact]
    public void A_call_that_was_answered_after_a_reconnect_renegotiates()
    {
        var alice = Scenario.Calling();
        Reconnect(alice);
        alice.Takes(Signals.Answer("answer-b", "m") with { Pickup = "user-bob" });
        alice.PeerIs(PeerConnectionState.Connected);

        alice.ChangesMedia().Gives("peer 0: offer");
    }

    [Fact]
    public void The_published_client_answers_the_offer_from_the_new_cid()
    {
        var alice = Scenario.Calling();
        alice.Takes(Signals.Answer("for-the-cid-before"));
        Reconnect(alice);
        alice.Takes(Signals.Answer("answer-b"));

        alice.Takes(Signals.Pickup()).Includes("peer 0: apply answer-b");
        alice.ChangesMedia();
        alice.PeerIs(PeerConnectionState.Connected).Includes("connected", "peer 0: offer");
    }

    [Fact]
    public void A_repeated_offer_does_not_ring_twice()
    {
        var bob = Scenario.Ringing("b");

        bob.Takes(Signals.Offer("offer-b", "b"), BobAgain).Gives("moved to cid:bob2");
        bob.State.ShouldBe(CallState.Ringing);
    }

    [Fact]
    public void An_answer_and_a_pickup_are_repeated_from_the_new_cid()
    {
        var alice = Scenario.ConnectingAsCallee("b");
        alice.PeerFinds("c1");

        Reconnect(alice).Gives(
            "to cid:bob: [b]",
            "to user user-bob: [b]",
            "to cid:bob: answer answer-a [b]",
            "to cid:bob: pickup by user-alice [b]",
            "to cid:bob: candidate c1 [b]");
    }

    [Fact]
    public void An_answer_and_a_pickup_are_repeated_to_the_new_cid()
    {
        var alice = Scenario.ConnectingAsCallee("b");

        alice.Takes(new Signal { Call = "b" }, BobAgain).Includes(
            "to cid:bob2: answer answer-a [b]", "to cid:bob2: pickup by user-alice [b]");
    }

    [Fact]
    public void A_caller_takes_a_repeated_answer_once()
    {
        var alice = Scenario.ConnectingAsCaller("m");

        alice.Takes(Signals.Answer("answer-b", "m")).GivesNothing();
        alice.Takes(Signals.Pickup("m")).GivesNothing();
    }

    [Fact]
    public void A_rejection_is_repeated_from_the_new_cid()
    {
        var alice = Scenario.Ringing("b");
        alice.HangsUp();

        Reconnect(alice).Gives("to cid:bob: hungup by user-alice (rejected) [b]");
    }

    [Fact]
    public void A_cancellation_is_repeated_from_the_new_cid()
    {
        var alice = Scenario.Calling();
        alice.HangsUp();

        Reconnect(alice).Gives("to cid:bob: hungup by user-alice (cancelled) [m]");
    }

    [Fact]
    public void A_hang_up_of_long_ago_is_not_repeated()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.HangsUp();

        Reconnect(alice.After(SwitchboardModel.HangupLifetime + TimeSpan.FromSeconds(1))).GivesNothing();
    }

    [Fact]
    public void A_hang_up_is_not_repeated_to_the_published_client()
    {
        var alice = Scenario.ConnectedAsCaller();
        alice.HangsUp();

        Reconnect(alice).GivesNothing();
    }

    [Fact]
    public void Whoever_offers_a_rejected_call_again_from_a_new_cid_is_told_that_it_was_rejected()
    {
        var alice = Scenario.Ringing("b");
        alice.HangsUp();

        alice.Takes(Signals.Offer("offer-b", "b"), BobAgain).Gives("to cid:bob2: hungup by user-alice (rejected) [b]");
        alice.HasEnded();
    }

    [Fact]
    public void Whoever_comes_back_to_an_ended_call_learns_why_it_ended()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.HangsUp();

        alice.Takes(new Signal { Call = "m" }, BobAgain).Gives("to cid:bob2: hungup by user-alice (hangup) [m]");
    }

    [Fact]
    public void A_stranger_who_knows_an_ended_call_s_id_learns_nothing_about_it()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.HangsUp();

        alice.Takes(new Signal { Call = "m" }, new RemoteParty("cid:mallory", "user-mallory")).Gives(
            "to cid:mallory: hungup by user-alice (gone) [m]");
    }

    [Fact]
    public void Both_sides_with_new_cids_find_each_other_by_user_and_call()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        Reconnect(alice).Includes("to user user-bob: [m]");

        alice.Run(new SwitchboardInput.IntroductionPosted(BobAgain, "m")).Gives("to cid:bob2: [m]", "moved to cid:bob2");
        alice.HangsUp().Includes("to cid:bob2: hungup by user-alice (hangup) [m]");
    }

    [Fact]
    public void A_post_about_a_call_that_is_over_is_answered_with_its_end()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.HangsUp();

        alice.Run(new SwitchboardInput.IntroductionPosted(BobAgain, "m")).Gives("to cid:bob2: hungup by user-alice (hangup) [m]");
    }

    [Fact]
    public void A_late_signal_of_an_earlier_connection_does_not_move_the_call_back()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.Takes(new Signal { Call = "m" }, BobAgain);

        alice.Takes(Signals.Candidate("c-late", "m")).Gives("peer 0: add c-late");
        alice.Call!.Remote.Cid.ShouldBe("cid:bob2");
    }

    private static Outcome Reconnect(Scenario alice) => alice.Run(new SwitchboardInput.Reconnected());
}
