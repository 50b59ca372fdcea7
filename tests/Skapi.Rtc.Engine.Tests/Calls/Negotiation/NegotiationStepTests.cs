using Skapi.Protocol;
using Skapi.Rtc.Calls.Negotiation;

namespace Skapi.Rtc.Tests.Calls.Negotiation;

public class NegotiationStepTests
{
    private readonly RecordingNegotiationHost _host = new();
    private readonly NegotiationStep _step;

    public NegotiationStepTests() => _step = new NegotiationStep(_host);

    [Fact]
    public void A_change_is_offered_with_the_next_number()
    {
        var model = _step.HandleLocalChange(new NegotiationModel { LocalExchange = 4 });
        model = _step.HandleLocalOffer(model, Offer("o"));

        _host.Asked.ShouldBe(["create offer", "send o 5", "start Repeat"]);
        model.State.ShouldBe(NegotiationState.Offered);
        model.IsChangeDue.ShouldBeFalse();
    }

    [Fact]
    public void A_change_waits_until_the_call_may_offer()
    {
        _host.MayOffer = false;
        var model = _step.HandleLocalChange(new NegotiationModel());
        model.IsChangeDue.ShouldBeTrue();
        _host.Asked.ShouldBeEmpty();

        _host.MayOffer = true;
        _step.Settle(model).State.ShouldBe(NegotiationState.Offering);
    }

    [Fact]
    public void A_callee_asks_for_the_number_that_its_offer_will_have()
    {
        _host.IsCallee = true;
        var model = _step.HandleLocalChange(new NegotiationModel());
        model = _step.HandleTurnGrant(model, 1);
        _step.HandleLocalOffer(model, Offer("o"));

        _host.Asked.ShouldBe(["send request 1", "start Repeat", "create offer", "cancel Repeat", "send o 1", "start Repeat"]);
    }

    [Fact]
    public void What_is_due_comes_in_order()
    {
        var model = Offered();
        model = _step.HandleLocalChange(model);
        model = _step.HandleTurnRequest(model, 7);
        model = _step.HandleRemoteOffer(model, new NumberedOffer(Offer("theirs"), 6));
        _host.Asked.Clear();

        model = _step.HandleRemoteAnswer(model, Answer("a"), 1);
        model.State.ShouldBe(NegotiationState.Answering);
        model = _step.Settle(_step.HandleLocalAnswer(model, Answer("b")));
        model.State.ShouldBe(NegotiationState.TurnGranted);
        _host.Asked.ShouldBe(["apply a", "cancel Repeat", "answer theirs", "send b 6", "send grant 7"]);
        model.IsChangeDue.ShouldBeTrue();
    }

    [Fact]
    public void An_answer_to_another_offer_is_dropped() =>
        _step.HandleRemoteAnswer(Offered(), Answer("a"), 2).State.ShouldBe(NegotiationState.Offered);

    [Fact]
    public void A_side_that_negotiates_again_gets_an_unanswered_offer_again()
    {
        var model = Offered();
        for (var repeat = 0; repeat <= NegotiationModel.MaxRepeats; repeat++)
            model = _step.Elapse(model, NegotiationDelay.Repeat);
        model.State.ShouldBe(NegotiationState.Unanswered);
        _host.Asked.Clear();

        model = _step.HandleTurnRequest(model, 1);
        _host.Asked.ShouldBe(["send o 1", "cancel Retry", "start Repeat"]);
        model.State.ShouldBe(NegotiationState.Offered);
        model.IsTurnDue.ShouldBeTrue();
    }

    [Fact]
    public void The_end_stops_what_is_running()
    {
        var model = Offered();
        _host.Asked.Clear();

        _step.End(model).State.ShouldBe(NegotiationState.Over);
        _host.Asked.ShouldBe(["cancel Repeat"]);
    }

    private NegotiationModel Offered() => _step.HandleLocalOffer(_step.HandleLocalChange(new NegotiationModel()), Offer("o"));

    private static SessionDescription Offer(string name) => Signals.Description(SdpType.Offer, name);

    private static SessionDescription Answer(string name) => Signals.Description(SdpType.Answer, name);
}
