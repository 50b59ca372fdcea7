using Skapi.Protocol;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Tests.Calls;

/// <summary>A dropped socket comes back with a new cid. Between two of ours the call follows it.</summary>
public class ReconnectTests
{
    private static readonly RemoteParty BobAgain = Scenario.Bob with { Cid = "cid:bob2" };

    [Fact]
    public void This_side_tells_the_other_where_it_is_now()
    {
        var alice = Scenario.ConnectedAsCaller("m");

        alice.Run(new SwitchboardInput.Reconnected()).Gives("to cid:bob: [m]", "to user user-bob: [m]");
    }

    [Fact]
    public void A_caller_offers_again_even_before_it_knows_who_is_called()
    {
        var alice = Scenario.Calling();
        alice.PeerFinds("c1");

        alice.Run(new SwitchboardInput.Reconnected()).Gives("to cid:bob: offer offer-a [m]", "to cid:bob: candidate c1 [m]");
    }

    [Fact]
    public void A_call_of_the_published_client_that_rings_here_cannot_be_answered_from_a_new_cid() =>
        Scenario.Ringing().Run(new SwitchboardInput.Reconnected()).Gives("stop RingTimeout", "closed: gone");

    [Fact]
    public void Signals_go_to_the_other_side_s_new_cid()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.Takes(new Signal { Call = "m" }, BobAgain);

        alice.HangsUp().Includes("to cid:bob2: hungup by user-alice (hangup) [m]");
    }

    [Fact]
    public void The_call_is_found_by_its_new_cid_afterwards()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.Takes(new Signal { Call = "m" }, BobAgain);

        alice.Dials("n", "cid:bob2").Gives("refuse: There is a call with cid:bob2 already. Hang up first.");
    }

    [Fact]
    public void The_old_connection_s_end_does_not_count_any_more()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.Takes(new Signal { Call = "m" }, BobAgain);
        alice.BobDisconnects("cid:bob");

        alice.ChannelCloses().Gives("raise close", "start Goodbye 2s");
    }

    [Fact]
    public void A_side_that_was_gone_is_back()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.BobDisconnects();
        alice.Takes(new Signal { Call = "m" }, BobAgain);

        alice.ChannelCloses().Gives("raise close", "start Goodbye 2s");
    }

    [Fact]
    public void The_hang_up_of_a_side_that_is_back_may_be_later_than_its_last_channel()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.BobDisconnects();
        alice.ChannelCloses().Gives("raise close", "stop Return", "start Goodbye 2s");

        alice.Takes(new Signal { Call = "m" }, BobAgain).Gives("moved to cid:bob2", "stop Goodbye", "start Goodbye 2s");
        alice.Takes(Signals.HungUp("m"), BobAgain).Includes("closed: hangup");
    }

    [Fact]
    public void A_side_that_closed_its_last_channel_and_does_not_come_back_is_gone()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.BobDisconnects();
        alice.ChannelCloses();

        alice.Elapses(AbsenceDelay.Goodbye).Includes("closed: gone");
        alice.HasEnded();
    }

    [Fact]
    public void A_callee_may_move_before_the_caller_has_heard_of_it()
    {
        var alice = Scenario.Calling();
        alice.Takes(new Signal { Call = "m" }, BobAgain);
        alice.Takes(Signals.Answer("answer-b", "m"), BobAgain);

        alice.Takes(Signals.Pickup("m"), BobAgain).Includes("peer 0: apply answer-b");
        alice.Call!.Remote.Cid.ShouldBe("cid:bob2");
    }

    [Fact]
    public void Another_user_who_has_learnt_the_id_cannot_take_the_call_over()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.Takes(new Signal { Call = "m" }, new RemoteParty("cid:mallory", "user-mallory"));

        alice.Call!.Remote.ShouldBe(Scenario.Bob);
    }

    [Fact]
    public void Moving_is_told_to_whoever_looks_after_the_call()
    {
        var alice = Scenario.ConnectedAsCaller("m");

        alice.Takes(new Signal { Call = "m" }, BobAgain).Gives("moved to cid:bob2");
    }

    [Fact]
    public void Whoever_asks_after_a_call_that_is_over_is_told_so() =>
        new Scenario().Takes(new Signal { Call = "b" }, BobAgain).Gives("to cid:bob2: hungup by user-alice (gone) [b]");

    [Fact]
    public void A_caller_who_is_told_so_stops_ringing() =>
        Scenario.Calling().Takes(Signals.HungUp("m", CallEndReason.Gone)).Includes("closed: gone");

    [Fact]
    public void The_published_client_s_call_to_our_new_cid_is_a_new_call_and_no_renegotiation()
    {
        var alice = Scenario.ConnectedAsCallee();
        alice.Run(new SwitchboardInput.Reconnected());

        alice.Takes(Signals.Offer("offer-2")).Includes("closed: superseded", "raise rtc:incoming from cid:bob");
        alice.State.ShouldBe(CallState.Ringing);
    }

    [Fact]
    public void Our_end_of_the_published_client_s_old_call_does_not_hang_up_its_new_one()
    {
        var alice = Scenario.ConnectedAsCallee();
        alice.Run(new SwitchboardInput.Reconnected());

        alice.Takes(Signals.Offer("offer-2")).Effects.OfType<CallEffect.Send>().ShouldBeEmpty();
    }

    [Fact]
    public void The_published_client_would_take_an_offer_from_our_new_cid_for_a_new_call()
    {
        var alice = Scenario.ConnectedAsCaller();
        alice.Run(new SwitchboardInput.Reconnected());

        alice.ChangesMedia().GivesNothing();
    }

    [Fact]
    public void A_hang_up_to_our_new_cid_does_not_end_the_published_client_s_old_call()
    {
        var alice = Scenario.ConnectedAsCallee();
        alice.Run(new SwitchboardInput.Reconnected());

        alice.Takes(Signals.HungUp()).GivesNothing();
        alice.State.ShouldBe(CallState.Connected);
    }
}
