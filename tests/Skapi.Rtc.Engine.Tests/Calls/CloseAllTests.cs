using Skapi.Protocol;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Tests.Calls;

public class CloseAllTests
{
    [Fact]
    public void Every_call_ends_each_in_its_own_way()
    {
        var alice = Scenario.Ringing("b");
        alice.Dials("n", "cid:carol");
        alice.PeerOffers("offer-a");

        alice.Run(new SwitchboardInput.HangUpAll()).Includes(
            "to cid:bob: hungup by user-alice (rejected) [b]",
            "closed: rejected",
            "to cid:carol: hungup by user-alice (cancelled) [n]",
            "closed: cancelled");
        alice.HasEnded();
    }

    [Fact]
    public void A_client_that_closes_says_so()
    {
        var alice = Scenario.ConnectedAsCaller("m");

        alice.Run(new SwitchboardInput.HangUpAll(CallEndReason.Closed)).Includes(
            "to cid:bob: hungup by user-alice (closed) [m]", "closed: closed");
        alice.HasEnded();
    }

    [Fact]
    public void Without_calls_there_is_nothing_to_do() =>
        new Scenario().Run(new SwitchboardInput.HangUpAll()).GivesNothing();
}
