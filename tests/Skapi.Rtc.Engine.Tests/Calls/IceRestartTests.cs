using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Tests.Calls;

/// <summary>Restarts of ICE that the call makes by itself.</summary>
public class IceRestartTests
{
    [Fact]
    public void A_connection_that_is_lost_is_restarted_before_the_call_is_given_up()
    {
        var alice = Scenario.ConnectedAsCaller("m");

        alice.PeerIs(PeerConnectionState.Disconnected).Gives(
            "raise connectionstatechange", "start Recovery 10s", "peer 0: restart ICE");
        alice.PreparesRestart().Gives("peer 0: offer");
        alice.PeerOffers("offer-2").Includes("to cid:bob: offer offer-2 [m]");
    }

    [Fact]
    public void A_callee_asks_for_its_turn_first()
    {
        var alice = Scenario.ConnectedAsCallee("m");

        alice.PeerIs(PeerConnectionState.Disconnected).Includes("peer 0: restart ICE");
        alice.PreparesRestart().Includes("to cid:bob: turn request [m]");
    }

    [Fact]
    public void The_published_client_is_offered_a_restart_by_its_caller_and_by_its_callee()
    {
        foreach (var alice in (Scenario[])[Scenario.ConnectedAsCaller(), Scenario.ConnectedAsCallee()])
        {
            alice.PeerIs(PeerConnectionState.Disconnected).Includes("peer 0: restart ICE");
            alice.PreparesRestart().Gives("peer 0: offer");
        }
    }

    [Fact]
    public void A_call_that_the_published_client_knows_by_another_cid_is_not_restarted()
    {
        var alice = Scenario.ConnectedAsCaller();
        alice.Takes(new CallInput.Reconnected());

        alice.PeerIs(PeerConnectionState.Disconnected).Gives("raise connectionstatechange", "stop Watch", "start Recovery 10s");
    }

    [Fact]
    public void A_change_of_the_network_is_offered_at_once()
    {
        Scenario.ConnectedAsCaller("m").PeerReports(new PeerEvent.NetworkChanged()).Gives("peer 0: offer");
        Scenario.ConnectedAsCallee("m").PeerReports(new PeerEvent.NetworkChanged()).Includes("to cid:bob: turn request [m]");
        Scenario.ConnectedAsCallee().PeerReports(new PeerEvent.NetworkChanged()).Gives("peer 0: offer");
    }

    [Fact]
    public void A_call_that_is_not_connected_yet_is_not_restarted()
    {
        Scenario.ConnectingAsCaller("m").PeerIs(PeerConnectionState.Disconnected).Gives("raise connectionstatechange");
    }

    [Theory]
    [InlineData("m")]
    [InlineData(null)]
    public void A_change_of_the_network_while_the_call_is_connecting_is_offered_at_once(string? call)
    {
        var alice = Scenario.ConnectingAsCaller(call);
        alice.PeerReports(new PeerEvent.NetworkChanged()).Gives("peer 0: offer");
        alice.PeerOffers("offer-2").Includes("to cid:bob: offer offer-2 [m]");
        alice.Takes(Signals.Answer("answer-2", call)).Includes("peer 0: apply answer-2");
        alice.PeerIs(PeerConnectionState.Connected);
        alice.State.ShouldBe(CallState.Connected);
    }

    [Fact]
    public void A_callee_asks_for_its_turn_while_the_call_is_connecting()
    {
        var bob = Scenario.ConnectingAsCallee("m");
        bob.PeerReports(new PeerEvent.NetworkChanged()).Includes("to cid:bob: turn request [m]");
        bob.Takes(Signals.Turn(NegotiationTurn.Grant, "m")).Includes("peer 0: offer");
    }

    [Fact]
    public void A_turn_that_is_asked_for_before_the_answer_arrives_is_given_after_it()
    {
        var alice = Scenario.Calling();
        alice.Takes(Signals.Turn(NegotiationTurn.Request, "m") with { Exchange = 1 }).GivesNothing();
        alice.Takes(Signals.Answer("answer-b", "m"));
        alice.Takes(Signals.Pickup("m")).Includes("peer 0: apply answer-b", "to cid:bob: turn grant [m]");
    }

    [Fact]
    public void A_change_of_the_network_before_the_answer_is_offered_after_it()
    {
        var alice = Scenario.Calling();
        alice.PeerReports(new PeerEvent.NetworkChanged()).GivesNothing();
        alice.Takes(Signals.Answer("answer-b", "m"));
        alice.Takes(Signals.Pickup("m")).Includes("peer 0: apply answer-b", "peer 0: offer");
    }

    [Fact]
    public void A_connecting_call_with_a_restart_under_way_outlives_the_failure_of_the_pairs_of_before()
    {
        var alice = Scenario.ConnectingAsCaller("m");
        alice.PeerReports(new PeerEvent.NetworkChanged());
        alice.PeerOffers("offer-2");

        alice.PeerIs(PeerConnectionState.Failed).Gives("raise connectionstatechange");
        alice.Takes(Signals.Answer("answer-2", "m"));
        alice.PeerIs(PeerConnectionState.Failed).Includes("to cid:bob: hungup by user-alice (failed) [m]");
    }

    [Fact]
    public void A_restart_under_way_while_connecting_outlives_the_realtime_connection_of_a_peer_of_ours()
    {
        var alice = Scenario.ConnectingAsCaller("m");
        alice.PeerReports(new PeerEvent.NetworkChanged());
        alice.PeerOffers("offer-2");
        alice.BobDisconnects().Gives("start Return 10s");

        alice.PeerIs(PeerConnectionState.Failed).Gives("raise connectionstatechange");
        alice.Takes(new Signal { Call = "m" }, Scenario.Bob with { Cid = "cid:bob2" }).Includes(
            "stop Return", "to cid:bob2: offer offer-2 [m]");
        alice.Takes(Signals.Answer("answer-2", "m"), Scenario.Bob with { Cid = "cid:bob2" });
        alice.PeerIs(PeerConnectionState.Connected);
        alice.State.ShouldBe(CallState.Connected);
    }

    [Fact]
    public void A_connecting_call_whose_other_side_is_away_and_whose_pairs_fail_is_gone()
    {
        var alice = Scenario.ConnectingAsCaller("m");
        alice.BobDisconnects();

        alice.PeerIs(PeerConnectionState.Failed).Includes("closed: gone");
    }

    [Fact]
    public void Other_changes_wait_until_the_call_is_connected()
    {
        var alice = Scenario.ConnectingAsCaller("m");
        alice.ChangesMedia().GivesNothing();
        alice.PeerIs(PeerConnectionState.Connected).Includes("peer 0: offer");
    }

    [Fact]
    public void A_connection_that_is_lost_by_a_change_of_the_network_is_offered_once()
    {
        var alice = Scenario.ConnectedAsCaller("m");

        alice.PeerIs(PeerConnectionState.Disconnected).Includes("peer 0: restart ICE");
        alice.PeerReports(new PeerEvent.NetworkChanged()).GivesNothing();
        alice.PreparesRestart().Gives("peer 0: offer");

        // Later changes are offered again.
        alice.PeerOffers("offer-2");
        alice.Takes(Signals.Answer("answer-2", "m"));
        alice.PeerReports(new PeerEvent.NetworkChanged()).Gives("peer 0: offer");
    }

    [Fact]
    public void A_connection_that_is_lost_while_a_restart_is_offered_is_not_restarted_once_more()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.PeerReports(new PeerEvent.NetworkChanged()).Gives("peer 0: offer");

        alice.PeerIs(PeerConnectionState.Disconnected).Gives("raise connectionstatechange", "start Recovery 10s");
        alice.PeerOffers("offer-2");
        alice.PeerIs(PeerConnectionState.Disconnected).Gives("raise connectionstatechange", "stop Recovery", "start Recovery 10s");
        alice.Takes(Signals.Answer("answer-2", "m")).Gives("peer 0: apply answer-2", "stop Repeat");
    }

    [Fact]
    public void A_callee_that_waits_for_its_turn_to_restart_asks_for_no_second_one()
    {
        var alice = Scenario.ConnectedAsCallee("m");
        alice.PeerReports(new PeerEvent.NetworkChanged()).Includes("to cid:bob: turn request [m]");

        alice.PeerIs(PeerConnectionState.Disconnected).Gives("raise connectionstatechange", "start Recovery 10s");
        alice.PeerReports(new PeerEvent.NetworkChanged()).GivesNothing();
        alice.Takes(Signals.Turn(NegotiationTurn.Grant, "m")).Includes("peer 0: offer");
        alice.PeerOffers("offer-2");
        alice.Takes(Signals.Answer("answer-2", "m")).Gives("peer 0: apply answer-2", "stop Repeat");
    }

    [Fact]
    public void Changes_of_the_network_while_a_restart_is_offered_are_offered_once_after_its_answer()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.PeerReports(new PeerEvent.NetworkChanged()).Gives("peer 0: offer");
        alice.PeerOffers("offer-2");

        alice.PeerReports(new PeerEvent.NetworkChanged()).GivesNothing();
        alice.PeerReports(new PeerEvent.NetworkChanged()).GivesNothing();
        alice.Takes(Signals.Answer("answer-2", "m")).Includes("peer 0: apply answer-2", "peer 0: offer");
        alice.PeerOffers("offer-3");
        alice.Takes(Signals.Answer("answer-3", "m")).Gives("peer 0: apply answer-3", "stop Repeat");
    }

    [Fact]
    public void A_connection_that_is_lost_again_after_a_restart_is_restarted_again()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.PeerReports(new PeerEvent.NetworkChanged());
        alice.PeerOffers("offer-2");
        alice.Takes(Signals.Answer("answer-2", "m"));

        alice.PeerIs(PeerConnectionState.Disconnected).Includes("peer 0: restart ICE");
    }

    [Fact]
    public void A_restart_that_the_other_side_refuses_does_not_keep_later_ones_back()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.PeerReports(new PeerEvent.NetworkChanged());
        alice.PeerOffers("offer-2");
        alice.Takes(Signals.Turn(NegotiationTurn.Abort, "m") with { Exchange = 2 }).Includes("peer 0: roll back");

        alice.PeerReports(new PeerEvent.NetworkChanged()).Gives("peer 0: offer");
    }

    [Fact]
    public void A_restart_whose_offer_cannot_be_created_does_not_keep_later_ones_back()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.PeerReports(new PeerEvent.NetworkChanged());
        alice.PeerRefuses(new PeerCommand.Offer(0));

        alice.PeerIs(PeerConnectionState.Disconnected).Includes("peer 0: restart ICE");
        alice.PeerRefuses(new PeerCommand.RestartIce(0));
        alice.PeerReports(new PeerEvent.NetworkChanged()).Gives("peer 0: offer");
    }

    [Fact]
    public void A_change_of_media_is_not_taken_for_the_restart_that_the_peer_prepares()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.PeerIs(PeerConnectionState.Disconnected).Includes("peer 0: restart ICE");
        alice.ChangesMedia().Gives("peer 0: offer");

        alice.PeerReports(new PeerEvent.NetworkChanged()).GivesNothing();
        alice.PeerOffers("offer-2");
        alice.PreparesRestart().GivesNothing();
        alice.Takes(Signals.Answer("answer-2", "m")).Includes("peer 0: offer");
    }

    [Fact]
    public void Restarts_of_both_sides_at_once_are_offered_one_after_the_other()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.PeerReports(new PeerEvent.NetworkChanged()).Gives("peer 0: offer");
        alice.PeerOffers("offer-2");
        alice.Takes(Signals.Turn(NegotiationTurn.Request, "m") with { Exchange = 1 }).GivesNothing();
        alice.Takes(Signals.Answer("answer-2", "m")).Includes("to cid:bob: turn grant [m]");

        var bob = Scenario.ConnectedAsCallee("m");
        bob.PeerReports(new PeerEvent.NetworkChanged()).Includes("to cid:bob: turn request [m]");
        bob.Takes(Signals.Offer("offer-2", "m")).Includes("peer 0: answer offer-2");
        bob.PeerAnswers("answer-2").Includes("to cid:bob: answer answer-2 [m]");
        bob.Takes(Signals.Turn(NegotiationTurn.Grant, "m")).Includes("peer 0: offer");
    }

    [Fact]
    public void A_call_that_ends_takes_its_restart_with_it()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.PeerReports(new PeerEvent.NetworkChanged());
        alice.Takes(Signals.HungUp("m"));

        alice.PreparesRestart().GivesNothing();
        alice.PeerReports(new PeerEvent.NetworkChanged()).GivesNothing();
        alice.HasEnded();
    }
}
