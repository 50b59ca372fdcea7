using Skapi.Protocol;

namespace Skapi.Rtc.Tests.Calls;

/// <summary>The gateway says that the other side's realtime connection closed: <c>USER_DISCONNECTED</c>.</summary>
public class DisconnectTests
{
    [Fact]
    public void A_call_that_rings_over_there_ends() =>
        Scenario.Calling().BobDisconnects().Gives("stop RingTimeout", "peer 0: discard", "raise connectionstatechange", "closed: gone");

    [Fact]
    public void A_call_that_rings_here_ends() =>
        Scenario.Ringing().BobDisconnects().Gives("stop RingTimeout", "closed: gone");

    [Fact]
    public void A_call_that_is_connecting_ends() =>
        Scenario.ConnectingAsCallee().BobDisconnects().Gives(
            "stop ConnectTimeout", "stop Reminder", "peer 0: discard", "raise connectionstatechange", "closed: gone");

    [Fact]
    public void A_call_that_is_connecting_to_a_peer_of_ours_waits_for_its_return()
    {
        var alice = Scenario.ConnectingAsCallee("m");
        alice.BobDisconnects().Gives("start Return 10s");

        alice.Takes(new Signal { Call = "m" }, Scenario.Bob with { Cid = "cid:bob2" }).Includes(
            "moved to cid:bob2", "stop Return", "to cid:bob2: answer answer-a [m]", "to cid:bob2: pickup by user-alice [m]");
        alice.PeerIs(PeerConnectionState.Connected);
        alice.State.ShouldBe(CallState.Connected);
    }

    [Fact]
    public void A_call_that_is_connecting_to_a_peer_of_ours_that_does_not_come_back_ends()
    {
        var alice = Scenario.ConnectingAsCallee("m");
        alice.BobDisconnects();

        alice.After(TimeSpan.FromSeconds(10)).Elapses(AbsenceDelay.Return).Includes("closed: gone");
        alice.HasEnded();
    }

    [Fact]
    public void A_connected_call_goes_on()
    {
        var alice = Scenario.ConnectedAsCaller();

        alice.BobDisconnects().Gives("stop Watch", "start Silence 5s");
        alice.State.ShouldBe(CallState.Connected);
    }

    [Fact]
    public void Then_its_last_channel_ends_it_at_once()
    {
        var alice = Scenario.ConnectedAsCaller();
        alice.BobDisconnects();

        alice.ChannelCloses().Gives(
            "raise close",
            "stop Silence",
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

        alice.After(TimeSpan.FromSeconds(10)).Elapses(AbsenceDelay.Return).Includes(
            "stop Return", "to cid:bob: hungup by user-alice (gone) [m]", "closed: gone");
        alice.HasEnded();
    }

    [Fact]
    public void A_peer_of_ours_that_comes_back_goes_on_with_the_call()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.BobDisconnects();

        alice.Takes(new Signal { Call = "m" }, Scenario.Bob with { Cid = "cid:bob2" }).Gives("moved to cid:bob2", "stop Return");
        alice.After(TimeSpan.FromSeconds(10)).Elapses(AbsenceDelay.Return).GivesNothing();
        alice.State.ShouldBe(CallState.Connected);
    }

    [Fact]
    public void A_message_shows_that_a_peer_of_ours_lives()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.BobDisconnects();

        alice.After(TimeSpan.FromSeconds(10)).Elapses(AbsenceDelay.Return, heard: 1).Gives("stop Return", "start Return 10s");
        alice.After(TimeSpan.FromSeconds(10)).Elapses(AbsenceDelay.Return, heard: 1).Includes("closed: gone");
    }

    [Fact]
    public void Media_shows_that_a_peer_of_ours_lives()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.BobDisconnects();

        alice.After(TimeSpan.FromSeconds(10)).Elapses(AbsenceDelay.Return, heard: 500).Gives("stop Return", "start Return 10s");
        alice.After(TimeSpan.FromSeconds(10)).Elapses(AbsenceDelay.Return, heard: 800).Gives("stop Return", "start Return 10s");
        alice.After(TimeSpan.FromSeconds(10)).Elapses(AbsenceDelay.Return, heard: 800).Includes("closed: gone");
    }

    [Fact]
    public void The_published_client_that_was_never_heard_may_stay_silent()
    {
        var alice = Scenario.ConnectedAsCallee();
        alice.BobDisconnects().Gives("stop Watch", "start Silence 5s");

        for (var index = 0; index < 100; index++)
            alice.After(TimeSpan.FromSeconds(5)).Elapses(AbsenceDelay.Silence).Gives("stop Silence", "start Silence 5s");
        alice.State.ShouldBe(CallState.Connected);
    }

    [Fact]
    public void The_published_client_that_falls_silent_with_its_connection_is_gone()
    {
        var alice = Scenario.ConnectedAsCallee();
        alice.Elapses(AbsenceDelay.Watch, heard: 100);
        alice.Elapses(AbsenceDelay.Watch, heard: 200);
        alice.BobDisconnects();

        alice.After(TimeSpan.FromSeconds(5)).Elapses(AbsenceDelay.Silence, heard: 200).Includes("closed: gone");
    }

    [Fact]
    public void What_the_published_client_sent_between_the_last_look_and_its_disconnection_is_no_sign_of_life()
    {
        var alice = Scenario.ConnectedAsCallee();
        alice.Elapses(AbsenceDelay.Watch, heard: 100);
        alice.BobDisconnects();
        alice.After(TimeSpan.FromSeconds(5)).Elapses(AbsenceDelay.Silence, heard: 130).Gives("stop Silence", "start Silence 5s");

        alice.After(TimeSpan.FromSeconds(5)).Elapses(AbsenceDelay.Silence, heard: 130).Includes("closed: gone");
    }

    [Fact]
    public void The_published_client_that_goes_on_sending_keeps_its_call()
    {
        var alice = Scenario.ConnectedAsCallee();
        alice.Elapses(AbsenceDelay.Watch, heard: 100);
        alice.BobDisconnects();

        for (var heard = 200; heard < 2000; heard += 100)
            alice.After(TimeSpan.FromSeconds(5)).Elapses(AbsenceDelay.Silence, heard).Gives("stop Silence", "start Silence 5s");
        alice.State.ShouldBe(CallState.Connected);
    }

    [Fact]
    public void The_published_client_that_stopped_sending_long_before_may_stay_silent()
    {
        var alice = Scenario.ConnectedAsCallee();
        alice.Elapses(AbsenceDelay.Watch, heard: 100);
        alice.Elapses(AbsenceDelay.Watch, heard: 100);
        alice.BobDisconnects();

        alice.After(TimeSpan.FromSeconds(5)).Elapses(AbsenceDelay.Silence, heard: 100).Gives("stop Silence", "start Silence 5s");
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
    public void A_peer_of_ours_that_loses_both_connections_returns_to_the_restart_of_its_call()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.PeerIs(PeerConnectionState.Disconnected);
        alice.PreparesRestart();
        alice.PeerOffers("offer-2");
        alice.BobDisconnects().Gives("stop Recovery", "start Return 10s");

        alice.Takes(new Signal { Call = "m" }, Scenario.Bob with { Cid = "cid:bob2" }).Includes(
            "stop Return", "start Recovery 10s", "to cid:bob2: offer offer-2 [m]");
        alice.Takes(Signals.Answer("answer-2", "m"), Scenario.Bob with { Cid = "cid:bob2" });
        alice.PeerIs(PeerConnectionState.Connected).Includes("stop Recovery");
        alice.State.ShouldBe(CallState.Connected);
    }

    [Fact]
    public void A_peer_of_ours_that_loses_both_connections_and_does_not_return_is_gone()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.BobDisconnects();
        alice.PeerIs(PeerConnectionState.Disconnected).Includes("stop Return", "start Return 10s");

        alice.After(TimeSpan.FromSeconds(10)).Elapses(AbsenceDelay.Return, heard: 1).Includes("closed: gone");
        alice.HasEnded();
    }

    [Fact]
    public void A_peer_of_ours_that_loses_both_connections_and_whose_transport_fails_is_gone()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.BobDisconnects();
        alice.PeerIs(PeerConnectionState.Disconnected);

        alice.PeerIs(PeerConnectionState.Failed).Includes("closed: gone");
    }

    [Fact]
    public void A_peer_of_ours_may_return_with_the_cid_of_before()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.ChangesMedia();
        alice.PeerOffers("offer-2");
        alice.BobDisconnects();

        alice.Takes(new Signal { Call = "m" }).Includes("stop Return", "to cid:bob: offer offer-2 [m]");
    }

    [Fact]
    public void A_late_signal_of_a_peer_that_left_is_no_return()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.BobDisconnects();

        alice.Takes(Signals.Turn(NegotiationTurn.Request, "m") with { Exchange = 1 });
        alice.Call!.Absence.State.ShouldBe(AbsenceState.Away);
    }

    [Fact]
    public void It_forgets_the_candidates_that_waited_for_an_offer()
    {
        var alice = new Scenario();
        alice.Takes(Signals.Candidate("c1"));
        alice.BobDisconnects();

        alice.Model.EarlyCandidates.ShouldBeEmpty();
    }
}
