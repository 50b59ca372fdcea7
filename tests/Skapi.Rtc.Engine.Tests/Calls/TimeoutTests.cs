using Skapi.Protocol;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Tests.Calls;

public class TimeoutTests
{
    [Fact]
    public void A_caller_gives_up_when_nobody_accepts_in_time()
    {
        var alice = Scenario.Calling();

        alice.Elapses(CallDelay.RingTimeout).Gives(
            "to cid:bob: hungup by user-alice (timeout) [m]",
            "stop RingTimeout",
            "peer 0: discard",
            "raise connectionstatechange",
            "closed: timeout");
        alice.HasEnded();
    }

    [Fact]
    public void A_callee_stops_ringing_in_time() =>
        Scenario.Ringing("b").Elapses(CallDelay.RingTimeout).Gives(
            "to cid:bob: hungup by user-alice (timeout) [b]",
            "stop RingTimeout",
            "closed: timeout");

    [Fact]
    public void A_call_that_does_not_connect_in_time_ends() =>
        Scenario.ConnectingAsCallee("b").Elapses(CallDelay.ConnectTimeout).Gives(
            "to cid:bob: hungup by user-alice (timeout) [b]",
            "stop ConnectTimeout",
            "peer 0: discard",
            "raise connectionstatechange",
            "closed: timeout");

    [Fact]
    public void The_times_are_the_client_s_own()
    {
        var alice = new Scenario { Times = new CallTimes { Ring = TimeSpan.FromSeconds(5), Connect = TimeSpan.FromSeconds(7) } };
        alice.Takes(Signals.Offer("offer-b")).Includes("start RingTimeout 5s");

        alice.Accepts().Includes("start ConnectTimeout 7s");
    }

    [Fact]
    public void The_ring_time_begins_when_the_offer_is_sent()
    {
        var alice = new Scenario();
        alice.Dials().Includes("start RingTimeout 60s");

        alice.After(TimeSpan.FromSeconds(20)).PeerOffers("offer-a").Includes("stop RingTimeout", "start RingTimeout 60s");
    }

    [Fact]
    public void A_clock_that_is_set_changes_no_waiting()
    {
        var alice = Scenario.Ringing("b");
        alice.HangsUp();

        alice.SetClock(TimeSpan.FromHours(1)).Takes(Signals.Offer("offer-b", "b")).GivesNothing();
        alice.SetClock(TimeSpan.FromHours(-2)).After(SwitchboardModel.EndedLifetime + TimeSpan.FromSeconds(1));
        alice.Takes(Signals.Offer("offer-b", "b")).Includes("raise rtc:incoming from cid:bob");
    }

    [Fact]
    public void A_ring_timer_that_ran_out_as_the_call_was_accepted_does_nothing()
    {
        var alice = Scenario.ConnectingAsCaller();

        alice.Elapses(CallDelay.RingTimeout).GivesNothing();
        alice.Call!.EndReason.ShouldBeNull();
    }

    [Fact]
    public void A_connect_timer_that_ran_out_as_the_call_connected_does_nothing()
    {
        var alice = Scenario.ConnectedAsCaller();

        alice.Elapses(CallDelay.ConnectTimeout).GivesNothing();
        alice.HangsUp().Includes("closed: hangup");
    }

    [Fact]
    public void A_recovery_timer_that_ran_out_as_the_connection_came_back_does_nothing()
    {
        var alice = Scenario.ConnectedAsCaller();
        alice.PeerIs(PeerConnectionState.Disconnected);
        alice.PeerIs(PeerConnectionState.Connected);

        alice.Elapses(AbsenceDelay.Recovery).GivesNothing();
    }
}
