using Skapi.Protocol;

namespace Skapi.Rtc.Tests.Calls;

/// <summary>The realtime event <c>rtc:closed</c>, and what it says of the end.</summary>
public class ClosedEventTests
{
    [Fact]
    public void It_names_the_other_side_and_the_reason()
    {
        var closed = Scenario.ConnectedAsCallee("b").HangsUp().Closes();

        closed.Event.ShouldBe(new RealtimeEvent.RtcClosed
        {
            Signal = null,
            Sender = "user-bob",
            SenderCid = "cid:bob",
            SenderGroup = "room",
            Code = "hangup",
        });
    }

    [Fact]
    public void It_carries_the_signal_that_closed_the_call()
    {
        var closed = Scenario.Calling().Takes(Signals.HungUp("m", CallEndReason.Rejected)).Closes();

        closed.Event.Signal!.Value.ToString().ShouldBe("""{"call":"m","hungup":"user-bob","reason":"rejected"}""");
    }

    [Fact]
    public void A_reason_that_this_version_does_not_know_is_passed_on()
    {
        var closed = Scenario.ConnectedAsCaller("m").Takes(Signals.HungUp("m", CallEndReason.From("on-a-whim"))).Closes();

        closed.Reason.Value.ShouldBe("on-a-whim");
        closed.Event.Code.ShouldBe("on-a-whim");
    }

    [Fact]
    public void Before_the_callee_has_said_anything_only_its_cid_is_known()
    {
        var closed = Scenario.Calling().HangsUp().Closes();

        closed.Event.Sender.ShouldBeNull();
        closed.Event.SenderCid.ShouldBe("cid:bob");
    }
}
