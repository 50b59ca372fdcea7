using Skapi.Protocol;

namespace Skapi.Rtc.Calls.Negotiation;

/// <summary>One step of the negotiation: (model, input) → (model', calls of the host). Pure: no clock, socket, task or lock.</summary>
/// <remarks>
/// Not every WebRTC stack can roll an offer back. So the offers of two peers of this toolkit never cross: the caller offers at any time,
/// and the callee asks for its turn. The published client rolls its own offer back when the two cross.
/// </remarks>
internal sealed partial class NegotiationStep : INegotiationActions
{
    private readonly NegotiationStatelessMachine _machine = new();
    private readonly INegotiationHost _host;
    private NegotiationModel _model = new();
    private SessionDescription? _answer;

    /// <summary>Creates a step. One instance serves any number of calls, one after the other.</summary>
    /// <param name="host">The call that the step works for.</param>
    public NegotiationStep(INegotiationHost host)
    {
        _host = host;
        _machine.OnTransitioned(transition =>
            host.ReportTransition(transition.Source, transition.Destination, transition.Trigger.ToString()));
    }

    /// <summary>Handles a change of what this side sends. It is offered at once, or as soon as it can be.</summary>
    public NegotiationModel HandleLocalChange(NegotiationModel model)
    {
        _model = model with { IsChangeDue = true };
        if (_model.State == NegotiationState.Unanswered && MayOfferChange)
            Fire(NegotiationTrigger.LocalChange);
        return SettleModel();
    }

    /// <summary>Handles that the next offer of the peer connection restarts ICE. It is made at once, or as soon as it can be.</summary>
    public NegotiationModel HandleRestart(NegotiationModel model) =>
        HandleLocalChange(model with { RestartExchange = model.LocalExchange + 1 });

    /// <summary>Starts what is due, if no other exchange is under way.</summary>
    public NegotiationModel Settle(NegotiationModel model)
    {
        _model = model;
        return SettleModel();
    }

    /// <summary>Sends the first offer of a call.</summary>
    public NegotiationModel SendFirstOffer(NegotiationModel model, SessionDescription offer)
    {
        _host.Send(new Signal { Offer = offer, Exchange = model.LocalExchange + 1 });
        return model with { LocalExchange = model.LocalExchange + 1, LocalOffer = offer };
    }

    /// <summary>Sends the first offer of a call again.</summary>
    public void RepeatFirstOffer(NegotiationModel model)
    {
        if (model.LocalOffer is { } offer)
            _host.Send(new Signal { Offer = offer, Exchange = model.LocalExchange });
    }

    /// <summary>Applies the answer to the first offer of a call.</summary>
    public NegotiationModel ApplyFirstAnswer(NegotiationModel model, SessionDescription answer)
    {
        _host.ApplyAnswer(answer);
        return model with { LocalOffer = null, RemoteAnswer = answer };
    }

    /// <summary>Handles the offer that the peer connection created.</summary>
    public NegotiationModel HandleLocalOffer(NegotiationModel model, SessionDescription offer)
    {
        if (model.State != NegotiationState.Offering)
            return model;

        _model = model with { LocalOffer = offer };
        Fire(NegotiationTrigger.LocalOffer);
        return _model;
    }

    /// <summary>Sends the answer that the peer connection created. What is due after it waits for <see cref="Settle"/>.</summary>
    public NegotiationModel HandleLocalAnswer(NegotiationModel model, SessionDescription answer)
    {
        _model = model with { LocalAnswer = answer };
        _host.Send(AnswerSignal());
        Fire(NegotiationTrigger.LocalAnswer);
        return _model;
    }

    /// <summary>Handles an offer of the other side. A repeated one gets the same answer again.</summary>
    public NegotiationModel HandleRemoteOffer(NegotiationModel model, NumberedOffer offer)
    {
        _model = model;
        if (model.RemoteOffer is { } known && offer.IsNotAfter(known))
        {
            if (known.IsNotAfter(offer))
                RepeatReply(model);
            return model;
        }

        // The published client has not answered in time, and now offers by itself: it cannot answer ours any more.
        if (model is { State: NegotiationState.Unanswered, LocalOffer: not null } && !_host.IsToolkit)
        {
            Fire(NegotiationTrigger.RemoteAbort);
            model = _model;
        }

        // Only the published client's offer can cross one of this side: it rolls its own back and answers ours.
        var isOpen = model.State is NegotiationState.Offering || model.LocalOffer is not null;
        if (isOpen && !_host.IsToolkit)
            return model;

        _model = model with { DueOffer = offer };
        ResumeUnanswered();
        return SettleModel();
    }

    private void RepeatReply(NegotiationModel model)
    {
        if (model.IsRemoteOfferRefused)
            SendAbort(model.RemoteOffer?.Exchange);
        else
            RepeatAnswer(model);
    }

    /// <summary>Sends the last answer again, if there is one.</summary>
    public void RepeatAnswer(NegotiationModel model)
    {
        _model = model;
        if (model.LocalAnswer is not null)
            _host.RepeatAnswer(AnswerSignal());
    }

    /// <summary>Handles an answer of the other side. One that does not belong to the open offer is dropped.</summary>
    /// <param name="model">What is known.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="exchange">The number of its offer; null from the published client.</param>
    public NegotiationModel HandleRemoteAnswer(NegotiationModel model, SessionDescription answer, uint? exchange)
    {
        var isExpected = exchange is { } number ? number == model.LocalExchange : answer != model.RemoteAnswer;
        if (model.LocalOffer is null || !isExpected)
            return model;

        _model = model;
        _answer = answer;
        Fire(NegotiationTrigger.RemoteAnswer);
        return SettleModel();
    }

    /// <summary>Handles the callee's request for its turn. A repeated request for a turn that was taken is dropped.</summary>
    public NegotiationModel HandleTurnRequest(NegotiationModel model, uint? exchange)
    {
        if (_host.IsCallee || (exchange is { } number && number <= model.RemoteOffer?.Exchange))
            return model;

        _model = model with { Turn = exchange, IsTurnDue = true };
        if (_model.State == NegotiationState.TurnGranted)
            Fire(NegotiationTrigger.RemoteTurnRequest);
        ResumeUnanswered();
        return SettleModel();
    }

    /// <summary>Handles the turn that the caller gives. A turn that this side does not wait for is dropped.</summary>
    public NegotiationModel HandleTurnGrant(NegotiationModel model, uint? exchange)
    {
        _model = model;
        if (!MayOfferChange || model.LocalOffer is not null || (exchange is { } number && number != model.LocalExchange + 1))
            return model;

        Fire(NegotiationTrigger.RemoteTurnGrant);
        return _model;
    }

    /// <summary>Handles that the other side ends an exchange without a result. What is due after it starts.</summary>
    public NegotiationModel HandleAbort(NegotiationModel model, uint? exchange)
    {
        var number = model.State == NegotiationState.TurnGranted ? model.Turn : model.LocalOffer is null ? null : model.LocalExchange;
        if (exchange is null || exchange != number)
            return model;

        _model = model;
        Fire(NegotiationTrigger.RemoteAbort);
        return SettleModel();
    }

    /// <summary>
    /// Handles that the peer connection could not create an offer, or not answer one. It is as it was before; what is due starts.
    /// </summary>
    public NegotiationModel HandleFailure(NegotiationModel model)
    {
        _model = model;
        Fire(NegotiationTrigger.LocalFailure);
        return SettleModel();
    }

    /// <summary>Sends again what may be lost, because one of the two sides has a new realtime connection.</summary>
    public NegotiationModel Resume(NegotiationModel model)
    {
        _model = model with { Repeats = 0 };
        Fire(NegotiationTrigger.Resume);
        return _model;
    }

    /// <summary>Ends the negotiation with its call.</summary>
    public NegotiationModel End(NegotiationModel model)
    {
        _model = model;
        Fire(NegotiationTrigger.End);
        return _model;
    }

    /// <summary>Handles a delay that has elapsed.</summary>
    public NegotiationModel Elapse(NegotiationModel model, NegotiationDelay delay)
    {
        _model = delay == NegotiationDelay.Retry ? model with { Repeats = 0 } : model;
        var state = model.State;
        _machine.TryElapse(ref state, delay, this);
        return _model with { State = state };
    }

    /// <summary>The other side negotiates, so it may answer now.</summary>
    private void ResumeUnanswered()
    {
        if (_model.State != NegotiationState.Unanswered)
            return;

        _model = _model with { Repeats = 0 };
        Fire(NegotiationTrigger.Resume);
    }

    private NegotiationModel SettleModel()
    {
        while (NextDue() is { } trigger && Fire(trigger))
        {
        }

        return _model;
    }

    /// <summary>The other side's offer comes first, then its turn, then this side's own change.</summary>
    private NegotiationTrigger? NextDue() => _model switch
    {
        { DueOffer: not null } => NegotiationTrigger.RemoteOffer,
        { State: NegotiationState.Idle, IsTurnDue: true } when _host.MayRestart => NegotiationTrigger.RemoteTurnRequest,
        { State: NegotiationState.Idle, IsChangeDue: true } when MayOfferChange => NegotiationTrigger.LocalChange,
        _ => null,
    };

    private bool MayOfferChange => _host.MayOffer || (_model.IsRestartDue && _host.MayRestart);

    private bool Fire(NegotiationTrigger trigger)
    {
        // The actions change the model, so the new state is set last.
        var state = _model.State;
        var isHandled = _machine.TryFire(ref state, trigger, this);
        _model = _model with { State = state };
        return isHandled;
    }

    private Signal AnswerSignal() => new() { Answer = _model.LocalAnswer, Exchange = _model.RemoteOffer?.Exchange };
}
