namespace Skapi.Rtc.Tests.Calls;

public class PeerFailureTests
{
    [Fact]
    public void A_peer_that_cannot_offer_fails_the_call()
    {
        var alice = new Scenario();
        alice.Dials();

        alice.PeerFails("There is no camera.").Gives(
            "stop RingTimeout",
            "peer 0: discard",
            "raise connectionstatechange",
            "closed: failed (There is no camera.)");
    }

    [Fact]
    public void A_peer_that_cannot_answer_fails_the_call()
    {
        var alice = Scenario.Ringing("b");
        alice.Accepts();

        alice.PeerFails("The offer cannot be read.").Gives(
            "to cid:bob: hungup by user-alice (failed) [b]",
            "stop ConnectTimeout",
            "peer 0: discard",
            "raise connectionstatechange",
            "closed: failed (The offer cannot be read.)");
    }

    [Fact]
    public void A_peer_that_cannot_take_the_answer_fails_the_call() =>
        Scenario.ConnectingAsCaller("m").PeerFails("The answer cannot be read.").Includes("closed: failed (The answer cannot be read.)");

    [Fact]
    public void A_peer_that_fails_in_a_call_ends_it() =>
        Scenario.ConnectedAsCaller("m").PeerFails("The pipeline stopped.").Includes(
            "raise close", "closed: failed (The pipeline stopped.)");
}
