using Skapi.Protocol;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Tests.Calls;

public class ConnectedTests
{
    [Fact]
    public void Hanging_up_closes_the_channels_and_says_why()
    {
        var alice = Scenario.ConnectedAsCaller("m");

        alice.HangsUp().Gives(
            "to cid:bob: hungup by user-alice (hangup) [m]",
            "peer 0: discard",
            "raise close",
            "raise connectionstatechange",
            "closed: hangup");
        alice.HasEnded();
    }

    [Fact]
    public void The_other_side_hanging_up_is_echoed_for_the_published_client() =>
        Scenario.ConnectedAsCallee().Takes(Signals.HungUp()).Gives(
            "to cid:bob: hungup by user-alice (hangup)",
            "stop Watch",
            "peer 0: discard",
            "raise close",
            "raise connectionstatechange",
            "closed: hangup");

    [Fact]
    public void After_its_last_channel_closed_a_call_waits_shortly_for_the_hang_up()
    {
        var alice = Scenario.ConnectedAsCaller();

        alice.ChannelCloses().Gives("raise close", "stop Watch", "start Goodbye 2s");
        alice.Takes(Signals.HungUp()).Gives(
            "to cid:bob: hungup by user-alice (hangup) [m]",
            "stop Goodbye",
            "peer 0: discard",
            "raise connectionstatechange",
            "closed: hangup");
    }

    [Fact]
    public void Without_a_hang_up_it_ends_as_gone_and_says_so()
    {
        var alice = Scenario.ConnectedAsCaller();
        alice.ChannelCloses();

        alice.Elapses(AbsenceDelay.Goodbye).Includes("to cid:bob: hungup by user-alice (gone) [m]", "closed: gone");
    }

    [Fact]
    public void Whoever_closes_the_last_channel_hangs_up()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.ChannelOpens("file-transfer");
        alice.ClosesChannel("file-transfer").GivesNothing();

        alice.ClosesChannel().Includes("to cid:bob: hungup by user-alice (hangup) [m]", "closed: hangup");
    }

    [Fact]
    public void Closing_a_channel_that_is_not_open_is_no_hang_up()
    {
        var alice = Scenario.ConnectedAsCaller("m");

        alice.ClosesChannel("file-transfer").GivesNothing();
    }

    [Fact]
    public void One_of_two_channels_with_one_label_closes_and_the_call_goes_on()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        var second = Channels.Open("chat", "the second");
        alice.PeerReports(new PeerEvent.DataChannelOpened(new StillChannel("chat"), Channels.Snapshot), second);

        alice.PeerReports(new PeerEvent.DataChannelClosed(new StillChannel("chat"), Channels.Snapshot), second).Gives("raise close");
        alice.ChannelCloses().Gives("raise close", "start Goodbye 2s");
    }

    [Fact]
    public void A_call_with_another_open_channel_goes_on()
    {
        var alice = Scenario.ConnectedAsCaller();
        alice.ChannelOpens("file-transfer");

        alice.ChannelCloses("chat").Gives("raise close");
    }

    [Fact]
    public void A_new_channel_saves_the_call()
    {
        var alice = Scenario.ConnectedAsCaller();
        alice.ChannelCloses();

        alice.ChannelOpens("another").Gives("raise open", "stop Goodbye", "start Watch 5s");
        alice.State.ShouldBe(CallState.Connected);
    }

    [Fact]
    public void A_connection_that_was_lost_may_come_back()
    {
        var alice = Scenario.ConnectedAsCaller();
        alice.PeerIs(PeerConnectionState.Disconnected).Gives(
            "raise connectionstatechange", "stop Watch", "start Recovery 10s", "peer 0: restart ICE");

        alice.PeerIs(PeerConnectionState.Connected).Gives("raise connectionstatechange", "stop Recovery", "start Watch 5s");
        alice.State.ShouldBe(CallState.Connected);
    }

    [Fact]
    public void A_connection_that_does_not_come_back_ends_the_call()
    {
        var alice = Scenario.ConnectedAsCaller();
        alice.PeerIs(PeerConnectionState.Disconnected);

        alice.Elapses(AbsenceDelay.Recovery).Includes("to cid:bob: hungup by user-alice (gone) [m]", "closed: gone");
        alice.HasEnded();
    }

    [Fact]
    public void A_transport_that_fails_ends_the_call() =>
        Scenario.ConnectedAsCaller().PeerIs(PeerConnectionState.Failed).Includes("to cid:bob: hungup by user-alice (failed) [m]");

    [Fact]
    public void A_peer_connection_that_the_other_side_closed_is_not_reported_closed_twice()
    {
        var alice = Scenario.ConnectedAsCaller();
        alice.ChannelCloses();
        alice.PeerIs(PeerConnectionState.Closed).Gives("raise connectionstatechange", "stop Goodbye", "start Goodbye 2s");

        alice.Takes(Signals.HungUp()).Gives(
            "to cid:bob: hungup by user-alice (hangup) [m]", "stop Goodbye", "peer 0: discard", "closed: hangup");
    }
}
