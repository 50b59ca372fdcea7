using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Transport;

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
    public void A_peer_of_ours_that_does_not_come_back_is_gone()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.BobDisconnects().Gives("start Return 10s");

        alice.After(TimeSpan.FromSeconds(10)).Elapses(CallTimer.Return).Includes("to cid:bob: hungup by user-alice (gone) [m]", "stop Return", "closed: gone");
        alice.HasEnded();
    }

    [Fact]
    public void A_peer_of_ours_that_comes_back_goes_on_with_the_call()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.BobDisconnects();

        alice.Takes(new Signal { Call = "m" }, Scenario.Bob with { Cid = "cid:bob2" }).Gives("moved to cid:bob2", "stop Return");
        alice.After(TimeSpan.FromSeconds(10)).Elapses(CallTimer.Return).GivesNothing();
        alice.State.ShouldBe(CallState.Connected);
    }

    [Fact]
    public void A_message_shows_that_a_peer_of_ours_lives()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.BobDisconnects();
        alice.After(TimeSpan.FromSeconds(4)).Receives(new DataChannelMessage("still here"), Channels.Open("chat"));

        alice.After(TimeSpan.FromSeconds(6)).Elapses(CallTimer.Return).Gives("start Return 4s");
        alice.After(TimeSpan.FromSeconds(4)).Elapses(CallTimer.Return).Includes("closed: gone");
    }

    [Fact]
    public void Media_shows_that_a_peer_of_ours_lives()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.BobDisconnects();

        alice.After(TimeSpan.FromSeconds(10)).Elapses(CallTimer.Return, mediaReceived: 500).Gives("start Return 10s");
        alice.After(TimeSpan.FromSeconds(10)).Elapses(CallTimer.Return, mediaReceived: 800).Gives("start Return 10s");
        alice.After(TimeSpan.FromSeconds(10)).Elapses(CallTimer.Return, mediaReceived: 800).Includes("closed: gone");
    }

    [Fact]
    public void The_published_client_is_not_waited_for()
    {
        var alice = Scenario.ConnectedAsCallee();
        alice.BobDisconnects().GivesNothing();

        alice.After(TimeSpan.FromHours(1)).State.ShouldBe(CallState.Connected);
    }

    [Fact]
    public void A_call_that_ends_otherwise_waits_no_more()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.BobDisconnects();

        alice.HangsUp().Includes("stop Return", "closed: hangup");
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
