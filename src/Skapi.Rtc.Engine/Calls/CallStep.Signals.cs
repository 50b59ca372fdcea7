using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Rtc.Calls.Negotiation;

namespace Skapi.Rtc.Calls;

/// <content>The signals of the other side.</content>
internal sealed partial class CallStep
{
    private void HandleSignal(Signal signal, RawJson content)
    {
        if (signal.Call is not null)
            _model = _model with { RemoteKind = RemoteKind.Toolkit };
        else if (_model.RemoteKind == RemoteKind.Unknown)
            _model = _model with { RemoteKind = RemoteKind.PublishedClient };

        if (signal.HungUp is not null)
        {
            _model = _model with { ClosingSignal = content };
            End(CallTrigger.RemoteHangup, signal.Reason ?? ReasonOfRemoteHangup());
            return;
        }

        // Each member is tested on its own, because several may stand in one signal.
        if (signal.Offer is { } offer)
            HandleRemoteOffer(new NumberedOffer(offer, signal.Exchange), signal.Call);
        if (signal.Answer is { } answer)
            HandleRemoteAnswer(answer, signal.Exchange);
        if (signal.Candidate is { } candidate)
            Set(_trickle.HandleRemoteCandidate(_model.Trickle, candidate));
        if (signal.Negotiate is { } turn)
            HandleTurn(turn, signal.Exchange);
        if (signal.Pickup is not null && _model.Role == CallRole.Caller)
        {
            _model = _model with { IsPickedUp = true };
            ConnectIfAnswered();
        }
    }

    private CallEndReason ReasonOfRemoteHangup() => _model.State switch
    {
        CallState.Calling => CallEndReason.Rejected,
        CallState.Ringing => CallEndReason.Cancelled,
        _ => CallEndReason.HungUp,
    };

    private void HandleRemoteOffer(NumberedOffer offer, string? theirCallId)
    {
        switch (_model.State)
        {
            case CallState.Idle:
                _model = _model with { Began = _now, HeldOffer = offer, Id = theirCallId };
                Fire(CallTrigger.Offer);
                break;
            case CallState.Ringing:
                // The offer is repeated: the app has been told about the call already.
                _model = _model with { HeldOffer = offer };
                break;
            case CallState.Calling:
                HandleCollidingOffer(offer, theirCallId);
                break;
            case CallState.Connecting or CallState.Connected:
                Set(_negotiation.HandleRemoteOffer(_model.Negotiation, offer));
                break;
        }
    }

    /// <summary>Both sides called at once (glare).</summary>
    private void HandleCollidingOffer(NumberedOffer offer, string? theirCallId)
    {
        if (theirCallId is null)
        {
            HandlePublishedCollision(offer);
        }
        else if (string.CompareOrdinal(theirCallId, _model.Id) < 0)
        {
            // Between two peers of this toolkit the lower call id wins. The other side compares the same two and keeps its own.
            _model = _model with { HeldOffer = offer, Id = theirCallId };
            Fire(CallTrigger.Yield);
        }
    }

    private void HandlePublishedCollision(NumberedOffer offer)
    {
        // As long as this side has not sent its offer, the published client still waits for an answer to its own. With media in that, it
        // is the offer that carries more: this side answers it.
        if (_model.SentOffer is null && MediaSection.IsIn(offer.Description))
        {
            _model = _model with { HeldOffer = offer };
            Fire(CallTrigger.Yield);
            return;
        }

        if (_model is { HeldAnswer: not null, SentOffer: { } answered })
        {
            HandleOfferAfterAnswer(offer, answered);
            return;
        }

        // Otherwise the published client rolls its offer back and answers ours by itself. Its answer counts as the pickup.
        _model = _model with { CollidingOffer = offer.Description };
        if (_model.SentOffer is { } sent && !DataSection.CanBeAnsweredInPlaceOf(offer.Description, sent))
            CallAgain();
        else
            ConnectIfAnswered();
    }

    /// <summary>
    /// While it waits for a camera, the published client answers ours by itself, and offers once it has the camera. It does not roll that
    /// offer back. Its app has not been told of the tracks in ours, so a call with such tracks is made again.
    /// </summary>
    private void HandleOfferAfterAnswer(NumberedOffer offer, SessionDescription answered)
    {
        if (MediaSection.IsIn(answered))
        {
            CallAgain();
            return;
        }

        _model = _model with { CollidingOffer = offer.Description };
        ConnectIfAnswered();
        Set(_negotiation.HandleRemoteOffer(_model.Negotiation, offer));
    }

    /// <summary>
    /// The published client cannot answer this side's offer in place of its own. Its call is ended, so that this side's rings there, and a
    /// new peer connection offers: what is still on the way belongs to the one before.
    /// </summary>
    private void CallAgain()
    {
        Send(new Signal { HungUp = _model.OwnUserId });
        DiscardOfferer();
        Tell(new PeerCommand.Offer(_model.Generation));
    }

    private void HandleRemoteAnswer(SessionDescription answer, uint? exchange)
    {
        if (_model.State != CallState.Calling)
        {
            Set(_negotiation.HandleRemoteAnswer(_model.Negotiation, answer, exchange));
            return;
        }

        // Called again from the same cid, the published client answers its old offer first: the last answer counts.
        _model = _model with { HeldAnswer = answer };
        ConnectIfAnswered();
    }

    private void ConnectIfAnswered()
    {
        if (_model.HeldAnswer is null || !(_model.IsPickedUp || _model.IsCollided))
            return;

        Fire(CallTrigger.Answer);
        Set(_negotiation.Settle(_model.Negotiation));
    }

    /// <summary>The other side ends an exchange without a result. An app whose offer is refused is told.</summary>
    private void HandleAbort(uint? exchange)
    {
        var before = _model.Negotiation;
        Set(_negotiation.HandleAbort(before, exchange));
        if (before.LocalOffer is not null && _model.Negotiation.LocalOffer is null)
        {
            RaiseNegotiationError(SkapiException.InvalidRequest(
                "The other side cannot apply the change of this call, so the call goes on without it."));
        }
    }

    private void HandleTurn(NegotiationTurn turn, uint? exchange)
    {
        if (turn == NegotiationTurn.Request)
            Set(_negotiation.HandleTurnRequest(_model.Negotiation, exchange));
        else if (turn == NegotiationTurn.Grant)
            Set(_negotiation.HandleTurnGrant(_model.Negotiation, exchange));
        else if (turn == NegotiationTurn.Abort)
            HandleAbort(exchange);
    }
}
