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
        alice.ChangesMedia().Gives("peer 0: offer");
        alice.PeerOffers("offer-2").Includes("to cid:bob: offer offer-2 [m]");
    }

    [Fact]
    public void A_callee_asks_for_its_turn_first()
    {
        var alice = Scenario.ConnectedAsCallee("m");

        alice.PeerIs(PeerConnectionState.Disconnected).Includes("peer 0: restart ICE");
        alice.ChangesMedia().Includes("to cid:bob: turn request [m]");
    }

    [Fact]
    public void The_published_client_is_offered_a_restart_by_its_caller_alone()
    {
        Scenario.ConnectedAsCaller().PeerIs(PeerConnectionState.Disconnected).Includes("peer 0: restart ICE");
        Scenario.ConnectedAsCallee().PeerIs(PeerConnectionState.Disconnected).Gives(
            "raise connectionstatechange", "stop Watch", "start Recovery 10s");
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
        Scenario.ConnectedAsCallee().PeerReports(new PeerEvent.NetworkChanged()).GivesNothing();
    }

    [Fact]
    public void A_call_that_is_not_connected_yet_is_not_restarted()
    {
        Scenario.ConnectingAsCaller("m").PeerIs(PeerConnectionState.Disconnected).Gives("raise connectionstatechange");
        Scenario.ConnectingAsCaller("m").PeerReports(new PeerEvent.NetworkChanged()).GivesNothing();
    }

    [Fact]
    public void A_change_of_the_network_before_the_call_is_connected_is_offered_once_it_is()
    {
        var alice = Scenario.Calling();
        alice.PeerReports(new PeerEvent.NetworkChanged()).GivesNothing();
        alice.Takes(Signals.Answer("answer-b", "m"));
        alice.Takes(Signals.Pickup("m"));
        alice.PeerIs(PeerConnectionState.Connected).Includes("peer 0: offer");

        var bob = Scenario.ConnectingAsCallee("m");
        bob.PeerReports(new PeerEvent.NetworkChanged()).GivesNothing();
        bob.PeerIs(PeerConnectionState.Connected).Includes("to cid:bob: turn request [m]");
    }

    [Fact]
    public void A_connection_that_is_lost_by_a_change_of_the_network_is_offered_once()
    {
        var alice = Scenario.ConnectedAsCaller("m");

        alice.PeerIs(PeerConnectionState.Disconnected).Includes("peer 0: restart ICE");
        alice.PeerReports(new PeerEvent.NetworkChanged()).GivesNothing();
        alice.ChangesMedia().Gives("peer 0: offer");

        // Later changes are offered again.
        alice.PeerOffers("offer-2");
        alice.Takes(Signals.Answer("answer-2", "m"));
        alice.PeerReports(new PeerEvent.NetworkChanged()).Gives("peer 0: offer");
    }
}
