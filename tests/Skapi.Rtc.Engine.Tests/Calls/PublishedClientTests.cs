using Skapi.Protocol;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Tests.Calls;

/// <summary>What the published client does differently, and how a peer of it stands that. Its signals name no call.</summary>
public class PublishedClientTests
{
    private static readonly TimeSpan TooLate = SwitchboardModel.EchoLifetime + TimeSpan.FromSeconds(1);

    [Fact]
    public void The_echo_of_our_hang_up_does_not_end_the_next_call()
    {
        var alice = Scenario.ConnectedAsCaller();
        alice.HangsUp();
        alice.Dials("second");

        alice.Takes(Signals.HungUp()).GivesNothing();
        alice.State.ShouldBe(CallState.Calling);
    }

    [Fact]
    public void The_echo_of_our_rejection_does_not_end_the_next_call()
    {
        var alice = Scenario.Ringing();
        alice.HangsUp();
        alice.Dials();

        alice.Takes(Signals.HungUp()).GivesNothing();
    }

    [Fact]
    public void The_second_hang_up_is_no_echo()
    {
        var alice = Scenario.ConnectedAsCaller();
        alice.HangsUp();
        alice.Dials("second");
        alice.Takes(Signals.HungUp());

        alice.Takes(Signals.HungUp()).Includes("closed: rejected");
    }

    [Fact]
    public void A_hang_up_long_after_ours_is_no_echo()
    {
        var alice = Scenario.ConnectedAsCaller();
        alice.HangsUp();
        alice.After(TooLate).Dials("second");

        alice.Takes(Signals.HungUp()).Includes("closed: rejected");
    }

    [Fact]
    public void A_call_cancelled_before_any_answer_is_not_echoed_so_a_hang_up_then_is_a_rejection()
    {
        var alice = Scenario.Calling();
        alice.HangsUp();
        alice.Dials("second");

        alice.Takes(Signals.HungUp()).Includes("closed: rejected");
    }

    [Fact]
    public void A_call_cancelled_after_its_answer_is_echoed()
    {
        var alice = Scenario.Calling();
        alice.Takes(Signals.Answer("answer-b"));
        alice.HangsUp();
        alice.Dials("second");

        alice.Takes(Signals.HungUp()).GivesNothing();
    }

    [Fact]
    public void A_new_offer_after_our_hang_up_ends_the_wait_for_the_echo()
    {
        var alice = Scenario.ConnectedAsCaller();
        alice.HangsUp();
        alice.Takes(Signals.Offer("offer-b"));

        alice.Takes(Signals.HungUp()).Includes("closed: cancelled");
    }

    [Fact]
    public void Its_hang_up_is_echoed_and_ours_to_that_is_not_expected_back()
    {
        var alice = Scenario.ConnectedAsCaller();
        alice.Takes(Signals.HungUp());

        alice.Model.EchoesDue.ShouldBeEmpty();
    }

    [Fact]
    public void The_echo_takes_the_ended_call_s_last_candidates_with_it()
    {
        var alice = Scenario.ConnectedAsCaller();
        alice.HangsUp();
        alice.Takes(Signals.Candidate("c-old"));
        alice.Takes(Signals.HungUp());
        alice.Takes(Signals.Offer("offer-b"));

        alice.Accepts().Gives("peer 0: answer offer-b", "stop RingTimeout", "start ConnectTimeout 30s");
    }

    [Fact]
    public void Calling_again_after_a_rejection_the_last_of_its_two_answers_connects()
    {
        var alice = Scenario.Calling();
        alice.Takes(Signals.HungUp());
        alice.Dials("second");
        alice.PeerOffers("offer-2");
        alice.Takes(Signals.Answer("answer-to-the-first-offer"));
        alice.Takes(Signals.Answer("answer-2"));

        alice.Takes(Signals.Pickup()).Includes("peer 0: apply answer-2");
    }

    [Fact]
    public void Nobody_can_speak_for_a_call_of_ours_without_its_id()
    {
        var alice = Scenario.ConnectedAsCaller("m");

        alice.Takes(Signals.HungUp()).GivesNothing();
        alice.Takes(Signals.Offer("offer")).GivesNothing();
    }

    [Fact]
    public void As_a_caller_it_is_told_the_last_candidate_again_until_it_connects()
    {
        var alice = Scenario.Ringing();
        alice.Accepts();
        alice.PeerFinds("c1");
        alice.PeerFinds("c2");

        alice.PeerAnswers("answer-a").Gives(
            "to cid:bob: answer answer-a",
            "to cid:bob: candidate c1",
            "to cid:bob: candidate c2",
            "to cid:bob: pickup by user-alice",
            "start Reminder 0.25s");
        alice.Elapses(TrickleDelay.Reminder).Gives("to cid:bob: candidate c2", "stop Reminder", "start Reminder 0.5s");
        alice.PeerFinds("c3");
        alice.Elapses(TrickleDelay.Reminder).Gives("to cid:bob: candidate c3", "stop Reminder", "start Reminder 1s");
        alice.PeerIs(PeerConnectionState.Connected).Includes("stop Reminder");
        alice.Elapses(TrickleDelay.Reminder).GivesNothing();
    }

    [Fact]
    public void It_is_told_nothing_again_once_the_call_is_over()
    {
        var alice = Scenario.ConnectingAsCallee();

        alice.HangsUp().Includes("stop Reminder");
        alice.Elapses(TrickleDelay.Reminder).GivesNothing();
    }

    [Fact]
    public void A_peer_of_this_toolkit_needs_no_reminder() =>
        Scenario.ConnectingAsCallee("b").Call!.Trickle.State.ShouldNotBe(TrickleState.Reminding);

    [Fact]
    public void An_answer_to_a_renegotiation_needs_no_reminder()
    {
        var alice = Scenario.ConnectedAsCallee();
        alice.Takes(Signals.Offer("offer-2"));

        alice.PeerAnswers("answer-2").Gives("to cid:bob: answer answer-2");
    }
}
