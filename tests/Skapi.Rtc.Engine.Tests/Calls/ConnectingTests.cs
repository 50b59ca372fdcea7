using Skapi.Protocol;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Tests.Calls;

public class ConnectingTests
{
    [Fact]
    public void The_call_is_connected_when_the_transport_is()
    {
        var alice = Scenario.ConnectingAsCaller();

        alice.PeerIs(PeerConnectionState.Connected).Gives(
            "raise connectionstatechange",
            "connected",
            "start Watch 5s",
            "stop ConnectTimeout");
        alice.State.ShouldBe(CallState.Connected);
    }

    [Fact]
    public void The_callee_is_connected_in_the_same_way() =>
        Scenario.ConnectingAsCallee().PeerIs(PeerConnectionState.Connected).Gives(
            "raise connectionstatechange",
            "stop Reminder",
            "connected",
            "start Watch 5s",
            "stop ConnectTimeout");

    [Fact]
    public void Being_connected_is_reported_once()
    {
        var alice = Scenario.ConnectedAsCaller();

        alice.PeerIs(PeerConnectionState.Connected).Gives("raise connectionstatechange");
    }

    [Fact]
    public void Hanging_up_while_connecting_ends_the_call()
    {
        var alice = Scenario.ConnectingAsCaller("m");

        alice.HangsUp().Gives(
            "to cid:bob: hungup by user-alice (hangup) [m]",
            "stop ConnectTimeout",
            "peer 0: discard",
            "raise connectionstatechange",
            "closed: hangup");
        alice.HasEnded();
    }

    [Fact]
    public void The_other_side_hanging_up_while_connecting_is_echoed() =>
        Scenario.ConnectingAsCallee().Takes(Signals.HungUp()).Gives(
            "to cid:bob: hungup by user-alice (hangup)",
            "stop ConnectTimeout",
            "stop Reminder",
            "peer 0: discard",
            "raise connectionstatechange",
            "closed: hangup");

    [Fact]
    public void A_transport_that_finds_no_way_fails_the_call() =>
        Scenario.ConnectingAsCaller().PeerIs(PeerConnectionState.Failed).Includes(
            "to cid:bob: hungup by user-alice (failed) [m]",
            "closed: failed (No candidate pair works, or works any longer.)");

    [Fact]
    public void A_transport_that_is_disconnected_while_connecting_is_given_its_time() =>
        Scenario.ConnectingAsCaller().PeerIs(PeerConnectionState.Disconnected).Gives("raise connectionstatechange");

    [Fact]
    public void What_a_peer_reports_after_the_end_is_not_heard()
    {
        var alice = Scenario.ConnectingAsCaller();
        alice.HangsUp();

        alice.PeerIs(PeerConnectionState.Connected).GivesNothing();
        alice.PeerReports(new PeerEvent.NegotiationNeeded()).GivesNothing();
        alice.PeerFails("too late").GivesNothing();
    }
}
