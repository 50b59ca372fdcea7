using Skapi.Protocol;

namespace Skapi.Rtc.Calls;

/// <content>
/// New offers in a connected call. Not every stack can take an offer back, so two peers of this toolkit never let their offers cross:
/// the caller offers when it likes, and the callee asks for its turn. The published client takes its own offer back by itself.
/// </content>
internal ref partial struct CallStep
{
    /// <summary>Renegotiates once what this side sends has changed, no other exchange is under way, and it is this side's turn.</summary>
    private void OfferIfNeeded()
    {
        if (!_model.NeedsOffer || _model.OfferOutstanding || _model.TurnGranted || _model.State != CallState.Connected)
            return;

        // From a new cid, the published client would take it for the offer of a new call.
        if (_model.IsDetached)
            return;

        if (_model is { Role: CallRole.Callee, RemoteIsOurs: true })
            RequestTurn();
        else
            OfferAgain();
    }

    private void OfferAgain()
    {
        _model = _model with { NeedsOffer = false, OfferOutstanding = true };
        Tell(new PeerCommand.Offer(_model.Generation));
    }

    private void RequestTurn()
    {
        if (_model.TurnRequested)
            return;

        _model = _model with { TurnRequested = true };
        Send(new Signal { Negotiate = NegotiationTurn.Request });
    }

    private void TakeTurn(NegotiationTurn turn)
    {
        if (turn == NegotiationTurn.Request && _model.Role == CallRole.Caller)
        {
            _model = _model with { TurnIsDue = true };
            PassTurn();
        }
        else if (turn == NegotiationTurn.Grant && _model is { TurnRequested: true, State: CallState.Connected })
        {
            _model = _model with { TurnRequested = false };
            OfferAgain();
        }
    }

    /// <summary>After an exchange: the callee that waits for its turn gets it, before this side offers again.</summary>
    private void PassTurn()
    {
        if (_model.TurnIsDue && !_model.OfferOutstanding)
        {
            _model = _model with { TurnIsDue = false, TurnGranted = true };
            Send(new Signal { Negotiate = NegotiationTurn.Grant });
        }

        OfferIfNeeded();
    }

    private void TakeRenegotiation(SessionDescription offer)
    {
        if (offer == _model.TakenOffer)
        {
            AnswerAgain();
            return;
        }

        _model = _model with { TurnGranted = false };

        // Only the published client's offer can cross ours: it takes its own back, and answers ours.
        if (!_model.OfferOutstanding)
            Answer(offer);
    }

    /// <summary>The offer that was taken already comes once more: the other side has not got the answer.</summary>
    private readonly void AnswerAgain()
    {
        if (_model.GivenAnswer is { } answer)
            Send(new Signal { Answer = answer });
    }

    /// <summary>
    /// What was under way by a socket that one of two peers of this toolkit has lost may be lost too, and both would wait for ever: an
    /// offer, a turn that was asked for, a turn that was given. What arrives twice is told by what is known of the exchange.
    /// </summary>
    private readonly void RepeatNegotiation()
    {
        if (_model.OutstandingOffer is { } offer)
            Send(new Signal { Offer = offer });
        if (_model.TurnRequested)
            Send(new Signal { Negotiate = NegotiationTurn.Request });
        if (_model.TurnGranted)
            Send(new Signal { Negotiate = NegotiationTurn.Grant });
    }
}
