using Skapi.Protocol;

namespace Skapi.Rtc.Tests.Calls;

/// <summary>The gateway says that the other side's realtime connection closed: <c>USER_DISCONNECTED</c>.</summary>
public class DisconnectTests
{
    [Fact]
    public void A_call_that_rings_over_there_ends() =>
        Scenario.Calling().BobDisconnects().Gives("stop Ring", "peer 0: discard", "raise connectionstatechange", "closed: gone");

    [Fact]
    public void A_call_that_rings_here_ends() =>
        Scenario.Ringing().BobDisconnects().Gives("stop Ring", "closed: gone");

    [Fact]
    public void A_call_that_is_connecting_ends() =>
        Scenario.ConnectingAsCallee().BobDisconnects().Gives(
            "stop Connect", "stop Reminder", "peer 0: discard", "raise connectionstatechange", "closed: gone");

    [Fact]
    public void A_connected_call_goes_on()
    {
        var alice = Scenario.ConnectedAsCaller();

        alice.BobDisconnects().GivesNothing();
        alice.State.ShouldBe(CallState.Connected);
    }

    [Fact]
    public void Then_its_last_channel_ends_it_at_once()
    {
        var alice = Scenario.ConnectedAsCaller();
        alice.BobDisconnects();

        alice.ChannelCloses().Gives(
            "raise close",
            "to cid:bob: hungup by user-alice (gone) [m]",
            "peer 0: discard",
            "raise connectionstatechange",
            "closed: gone");
    }

    [Fact]
    public void Then_its_peer_connection_ends_it_at_once()
    {
        var alice = Scenario.ConnectedAsCaller();
        alice.BobDisconnects();

        alice.PeerIs(PeerConnectionState.Disconnected).Includes("closed: gone");
    }

    [Fact]
    public void Then_a_failed_transport_means_that_the_other_side_is_gone()
    {
        var alice = Scenario.ConnectedAsCaller();
        alice.BobDisconnects();

        alice.PeerIs(PeerConnectionState.Failed).Includes("closed: gone");
    }

    [Fact]
    public void A_connection_that_is_in_doubt_already_ends_at_once()
    {
        var alice = Scenario.ConnectedAsCaller();
        alice.PeerIs(PeerConnectionState.Disconnected);

        alice.BobDisconnects().Includes("stop Recovery", "closed: gone");
    }

    [Fact]
    public void Another_s_disconnection_is_none_of_the_call_s_business() =>
        Scenario.Calling().BobDisconnects("cid:carol").GivesNothing();

    [Fact]
    public void It_forgets_the_candidates_that_waited_for_an_offer()
    {
        var alice = new Scenario();
        alice.Takes(Signals.Candidate("c1"));
        alice.BobDisconnects();

        alice.Model.EarlyCandidates.ShouldBeEmpty();
    }
}
