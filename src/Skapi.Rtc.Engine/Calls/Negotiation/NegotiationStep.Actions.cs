using Skapi.Protocol;

namespace Skapi.Rtc.Calls.Negotiation;

/// <content>The actions and guards of the statechart.</content>
internal sealed partial class NegotiationStep
{
    private uint NextExchange => _model.LocalExchange + 1;

    bool INegotiationActions.AsksFirst() => _host is { IsCallee: true, IsToolkit: true };

    bool INegotiationActions.MayRepeat() => _model.Repeats < NegotiationModel.MaxRepeats;

    bool INegotiationActions.MayAnswer() => _model.LocalOffer is null;

    void INegotiationActions.CreateOffer()
    {
        _model = _model with { IsChangeDue = false, LocalOffer = null, LocalExchange = NextExchange, Repeats = 0 };
        _host.CreateOffer();
    }

    void INegotiationActions.SendOffer() => SendOffer();

    void INegotiationActions.RepeatOffer()
    {
        _model = _model with { Repeats = _model.Repeats + 1 };
        if (_host.IsToolkit)
            SendOffer();
    }

    void INegotiationActions.CreateAnswer()
    {
        var offer = _model.DueOffer!;
        _model = _model with { DueOffer = null, RemoteOffer = offer, IsRemoteOfferRefused = false, LocalAnswer = null };
        _host.CreateAnswer(offer.Description);
    }

    void INegotiationActions.ApplyAnswer()
    {
        _model = _model with { LocalOffer = null, RemoteAnswer = _answer };
        _host.ApplyAnswer(_answer!);
    }

    void INegotiationActions.RollBack()
    {
        _model = _model with { LocalOffer = null };
        _host.RollBack();
    }

    void INegotiationActions.RefuseOffer()
    {
        _model = _model with { IsRemoteOfferRefused = true };
        SendAbort(_model.RemoteOffer?.Exchange);
    }

    void INegotiationActions.AbortTurn()
    {
        if (_host.IsCallee)
            SendAbort(_model.LocalExchange);
    }

    void INegotiationActions.RequestTurn()
    {
        _model = _model with { Repeats = 0 };
        SendTurn(NegotiationTurn.Request, NextExchange);
    }

    void INegotiationActions.RepeatTurnRequest()
    {
        _model = _model with { Repeats = _model.Repeats + 1 };
        SendTurn(NegotiationTurn.Request, NextExchange);
    }

    void INegotiationActions.GrantTurn()
    {
        _model = _model with { IsTurnDue = false };
        SendTurn(NegotiationTurn.Grant, _model.Turn);
    }

    void INegotiationActions.SeekRemote() => _host.SeekRemote();

    void INegotiationActions.StartDelay(NegotiationDelay delay) => _host.StartDelay(delay);

    void INegotiationActions.CancelDelay(NegotiationDelay delay) => _host.CancelDelay(delay);

    private void SendOffer() => _host.Send(new Signal { Offer = _model.LocalOffer, Exchange = _model.LocalExchange });

    // The published client does not know the signal. As after a description that a browser refuses, it gets no answer.
    private void SendAbort(uint? exchange)
    {
        if (_host.IsToolkit)
            SendTurn(NegotiationTurn.Abort, exchange);
    }

    private void SendTurn(NegotiationTurn turn, uint? exchange) => _host.Send(new Signal { Negotiate = turn, Exchange = exchange });
}
