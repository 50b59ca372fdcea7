using Skapi.Protocol;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Tests.Calls;

public class TimeoutTests
{
    [Fact]
    public void A_caller_gives_up_when_nobody_accepts_in_time()
    {
        var alice = Scenario.Calling();

        alice.Elapses(CallTimer.Ring).Gives(
            "stop Ring",
            "to cid:bob: hungup by user-alice (timeout) [m]",
            "peer 0: discard",
            "raise connectionstatechange",
            "closed: timeout");
        alice.HasEnded();
    }

    [Fact]
    public void A_callee_stops_ringing_in_time() =>
        Scenario.Ringing("b").Elapses(CallTimer.Ring).Gives(
            "stop Ring", "to cid:bob: hungup by user-alice (timeout) [b]", "closed: timeout");

    [Fact]
    public void A_call_that_does_not_connect_in_time_ends() =>
        Scenario.ConnectingAsCallee("b").Elapses(CallTimer.Connect).Gives(
            "stop Connect",
            "to cid:bob: hungup by user-alice (timeout) [b]",
            "peer 0: discard",
            "raise connectionstatechange",
            "closed: timeout");

    [Fact]
    public void The_times_are_the_client_s_own()
    {
        var alice = new Scenario { Times = new CallTimes { Ring = TimeSpan.FromSeconds(5), Connect = TimeSpan.FromSeconds(7) } };
        alice.Takes(Signals.Offer("offer-b")).Includes("start Ring 5s");

        alice.Accepts().Includes("start Connect 7s");
    }

    [Fact]
    public void A_ring_timer_that_ran_out_as_the_call_was_accepted_does_nothing()
    {
        var alice = Scenario.ConnectingAsCaller();

        alice.Elapses(CallTimer.Ring).GivesNothing();
        alice.Call!.EndReason.ShouldBeNull();
    }

    [Fact]
    public void A_connect_timer_that_ran_out_as_the_call_connected_does_nothing()
    {
        var alice = Scenario.ConnectedAsCaller();

        alice.Elapses(CallTimer.Connect).GivesNothing();
        alice.HangsUp().Includes("closed: hangup");
    }

    [Fact]
    public void A_recovery_timer_that_ran_out_as_the_connection_came_back_does_nothing()
    {
        var alice = Scenario.ConnectedAsCaller();
        alice.PeerIs(PeerConnectionState.Disconnected);
        alice.PeerIs(PeerConnectionState.Connected);

        alice.Elapses(CallTimer.Recovery).GivesNothing();
    }
}
