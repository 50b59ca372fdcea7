using Skapi.Protocol;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Tests.Calls;

/// <summary>There is at most one live call with a cid, also if an earlier call moves to the cid of a later one.</summary>
public class SharedCidTests
{
    private static readonly RemoteParty BobAgain = Scenario.Bob with { Cid = "cid:bob2" };

    [Fact]
    public void A_call_that_moves_to_a_cid_that_was_called_meanwhile_makes_way()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.Dials("n", "cid:bob2");

        alice.Takes(new Signal { Call = "m" }, BobAgain).Includes(
            "to cid:bob2: hungup by user-alice (superseded) [m]", "closed: superseded");
        alice.Model.Calls.ShouldHaveSingleItem().Value.Id.ShouldBe("n");
    }

    [Fact]
    public void A_call_that_moves_to_a_cid_that_calls_meanwhile_makes_way()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.Takes(Signals.Offer("offer-b", "b"), BobAgain);

        alice.Takes(Signals.Candidate("c1", "m"), BobAgain).Includes("closed: superseded");
        alice.Model.Calls.ShouldHaveSingleItem().Value.Id.ShouldBe("b");
    }

    [Fact]
    public void A_post_does_not_move_a_call_onto_another_one()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        alice.Dials("n", "cid:bob2");

        alice.Run(new SwitchboardInput.IntroductionPosted(BobAgain, "m")).Includes("closed: superseded");
        alice.Model.Calls.ShouldHaveSingleItem();
    }

    [Fact]
    public void The_id_of_another_user_s_call_moves_nothing()
    {
        var alice = Scenario.ConnectedAsCaller("m");
        var mallory = new RemoteParty("cid:mallory", "user-mallory");
        alice.Takes(Signals.Offer("offer-m", "z"), mallory);

        alice.Takes(Signals.Candidate("c1", "m"), mallory);
        alice.Model.Calls.Values.Select(call => call.Remote.Cid).ShouldBe(["cid:bob", "cid:mallory"], ignoreOrder: true);
    }
}
