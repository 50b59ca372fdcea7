using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Tests.Calls;

/// <summary>This side and the published client call at once. Alice's own call is “m”.</summary>
public class GlareTests
{
    [Fact]
    public void The_published_client_s_offer_is_ignored()
    {
        var alice = Scenario.Calling();

        alice.Takes(Signals.Offer("offer-b")).GivesNothing();
        alice.State.ShouldBe(CallState.Calling);
    }

    [Fact]
    public void Its_answer_to_ours_is_taken_for_a_pickup_and_ours_is_sent()
    {
        var alice = Scenario.Calling();
        alice.Takes(Signals.Offer("offer-b"));

        alice.Takes(Signals.Answer("answer-b")).Gives(
            "peer 0: apply answer-b",
            "to cid:bob: pickup by user-alice [m]",
            "start Reminder 0.25s",
            "stop RingTimeout",
            "start ConnectTimeout 30s");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_is_reminded_of_candidates_that_came_while_it_gave_up_its_own_offer(bool isPickedUpFirst)
    {
        var alice = Scenario.Calling();
        alice.PeerFinds("c1");
        alice.PeerFinds("c2");
        alice.Takes(Signals.Offer("offer-b"));
        if (isPickedUpFirst)
            alice.Takes(Signals.Pickup());
        alice.Takes(Signals.Answer("answer-b"));

        alice.Elapses(TrickleDelay.Reminder).Gives("to cid:bob: candidate c2 [m]", "stop Reminder", "start Reminder 0.5s");
        alice.PeerIs(PeerConnectionState.Connected).Includes("stop Reminder");
    }

    [Fact]
    public void An_offer_that_it_makes_after_its_answer_is_answered()
    {
        var alice = Scenario.Calling();
        alice.Takes(Signals.Answer("answer-b"));

        alice.Takes(Signals.Offer(Video)).Includes(
            "peer 0: apply answer-b", "to cid:bob: pickup by user-alice [m]", $"peer 0: answer {Video}");
        alice.PeerAnswers("answer-a").Includes("to cid:bob: answer answer-a [m]");
        alice.State.ShouldBe(CallState.Connecting);
    }

    [Fact]
    public void After_an_answer_that_hid_our_tracks_from_its_app_it_is_called_again()
    {
        var alice = CallingWith(Video);
        alice.Takes(Signals.Answer("answer-b"));

        alice.Takes(Signals.Offer(Video)).Gives("to cid:bob: hungup by user-alice [m]", "peer 0: discard", "peer 1: offer");
        alice.Takes(Signals.HungUp()).GivesNothing();
        alice.PeerOffers(Video, generation: 1).Includes($"to cid:bob: offer {Video} [m]");
        alice.State.ShouldBe(CallState.Calling);
    }

    [Fact]
    public void Offer_and_answer_may_come_in_one_signal() =>
        Scenario.Calling().Takes(Signals.Offer("offer-b") with { Answer = Signals.Description(SdpType.Answer, "answer-b") })
            .Includes("peer 0: apply answer-b", "to cid:bob: pickup by user-alice [m]");

    [Fact]
    public void Its_own_pickup_later_does_no_harm()
    {
        var alice = Scenario.Calling();
        alice.Takes(Signals.Offer("offer-b"));
        alice.Takes(Signals.Answer("answer-b"));

        alice.Takes(Signals.Pickup()).GivesNothing();
    }

    [Fact]
    public void Where_it_cannot_answer_ours_in_place_of_its_own_its_call_is_ended_and_called_again()
    {
        var alice = CallingWith(Data("0"));

        alice.Takes(Signals.Offer(Data("2"))).Gives("to cid:bob: hungup by user-alice [m]", "peer 0: discard", "peer 1: offer");
        alice.Takes(Signals.HungUp()).GivesNothing();
        alice.PeerOffers(Data("0"), generation: 1).Includes("to cid:bob: offer " + Data("0") + " [m]");
        alice.State.ShouldBe(CallState.Calling);
    }

    [Fact]
    public void A_call_made_again_waits_for_the_pickup_and_takes_the_last_answer()
    {
        var alice = CallingWith(Data("0"));
        alice.Takes(Signals.Offer(Data("2")));
        alice.PeerOffers(Data("0"), generation: 1);

        alice.Takes(Signals.Answer("of-the-call-before")).GivesNothing();
        alice.Takes(Signals.Answer("answer-b")).GivesNothing();
        alice.Takes(Signals.Pickup()).Includes("peer 1: apply answer-b");
    }

    [Fact]
    public void A_call_made_again_can_be_rejected()
    {
        var alice = CallingWith(Data("0"));
        alice.Takes(Signals.Offer(Data("2")));
        alice.Takes(Signals.HungUp());

        alice.Takes(Signals.HungUp());

        alice.Call.ShouldBeNull();
    }

    [Fact]
    public void Where_ours_is_not_made_yet_its_call_is_ended_before_ours_is_sent()
    {
        var alice = new Scenario();
        alice.Dials();
        alice.Takes(Signals.Offer(Data("2"))).GivesNothing();

        alice.PeerOffers(Data("0")).Gives(
            "to cid:bob: hungup by user-alice [m]", "to cid:bob: offer " + Data("0") + " [m]", "stop RingTimeout", "start RingTimeout 60s");
        alice.Takes(Signals.HungUp()).GivesNothing();
        alice.State.ShouldBe(CallState.Calling);
    }

    [Fact]
    public void Where_ours_is_not_made_yet_its_offer_with_media_is_answered()
    {
        var alice = new Scenario();
        alice.Dials();

        alice.Takes(Signals.Offer(Video)).Gives(
            "peer 0: discard", $"peer 1: answer {Video}", "stop RingTimeout", "start ConnectTimeout 30s");
        alice.PeerOffers(Data("0")).GivesNothing();
        alice.PeerAnswers("answer-a", generation: 1).Includes("to cid:bob: answer answer-a [m]", "to cid:bob: pickup by user-alice [m]");
        alice.Call!.Role.ShouldBe(CallRole.Callee);
    }

    [Fact]
    public void A_rejected_section_is_no_media()
    {
        var alice = new Scenario();
        alice.Dials();

        alice.Takes(Signals.Offer("m=video 0 UDP/TLS/RTP/SAVPF 96")).GivesNothing();
    }

    [Fact]
    public void Cancelling_a_collided_call_expects_the_published_client_s_echo()
    {
        var alice = Scenario.Calling();
        alice.Takes(Signals.Offer("offer-b"));
        alice.HangsUp();
        alice.Dials("second");

        alice.Takes(Signals.HungUp()).GivesNothing();
        alice.State.ShouldBe(CallState.Calling);
    }

    [Fact]
    public void A_change_of_the_network_during_the_first_call_is_not_due_in_a_call_made_again()
    {
        var alice = CallingWith(Data("0"));
        alice.PeerReports(new PeerEvent.NetworkChanged());
        alice.Takes(Signals.Offer(Data("2")));
        alice.PeerOffers(Data("0"), generation: 1);
        alice.Takes(Signals.Answer("of-the-call-before"));
        alice.Takes(Signals.Answer("answer-b"));

        alice.Takes(Signals.Pickup()).Gives("peer 1: apply answer-b", "stop RingTimeout", "start ConnectTimeout 30s");
        alice.PeerIs(PeerConnectionState.Connected, generation: 1).Effects.Select(EffectText.Of).ShouldNotContain("peer 1: offer");
    }

    private static Scenario CallingWith(string offer)
    {
        var alice = new Scenario();
        alice.Dials();
        alice.PeerOffers(offer);
        return alice;
    }

    private const string Video = "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:0";

    // A description with a section of data channels alone.
    private static string Data(string mid) => $"v=0\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:{mid}";
}
