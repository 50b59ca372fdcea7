using Skapi.Protocol;

namespace Skapi.Rtc.Calls;

/// <content>What the other side's signals mean.</content>
internal ref partial struct CallStep
{
    private void TakeSignal(Signal signal, RawJson content)
    {
        if (signal.Call is not null)
            _model = _model with { RemoteIsOurs = true };

        if (signal.HungUp is not null)
        {
            _model = _model with { ClosingSignal = content };
            End(CallTrigger.Hungup, signal.Reason ?? ReasonOfTheirHangup());
            return;
        }

        // Each member is tested on its own: several may stand in one signal.
        if (signal.Offer is { } offer)
            TakeOffer(offer, signal.Call);
        if (signal.Answer is { } answer)
            TakeAnswer(answer);
        if (signal.Candidate is { } candidate)
            TakeRemoteCandidate(candidate);
        if (signal.Negotiate is { } turn)
            TakeTurn(turn);
        if (signal.Pickup is not null && _model.Role == CallRole.Caller)
        {
            _model = _model with { PickedUp = true };
            ConnectIfAnswered();
        }
    }

    private readonly CallEndReason ReasonOfTheirHangup() => _model.State switch
    {
        CallState.Calling => CallEndReason.Rejected,
        CallState.Ringing => CallEndReason.Cancelled,
        _ => CallEndReason.HungUp,
    };

    private void TakeOffer(SessionDescription offer, string? theirCallId)
    {
        switch (_model.State)
        {
            case CallState.Idle:
                _model = _model with { Began = _now, HeldOffer = offer, Id = theirCallId };
                Fire(CallTrigger.Offer);
                break;
            case CallState.Ringing:
                // The published client may repeat its offer: the app has been told of the call already.
                _model = _model with { HeldOffer = offer };
                break;
            case CallState.Calling:
                TakeCollidingOffer(offer, theirCallId);
                break;
            case CallState.Connecting or CallState.Connected:
                TakeRenegotiation(offer);
                break;
        }
    }

    /// <summary>Both sides called at once (glare).</summary>
    private void TakeCollidingOffer(SessionDescription offer, string? theirCallId)
    {
        if (theirCallId is null)
        {
            // The published client rolls back and answers ours by itself: keep ours, and take its answer for a pickup.
            _model = _model with { CollidingOffer = offer };
            if (_model.SentOffer is { } sent && !DataSection.CanBeAnsweredInPlaceOf(offer, sent))
                CallAgain();
            else
                ConnectIfAnswered();
        }
        else if (string.CompareOrdinal(theirCallId, _model.Id) < 0)
        {
            // Between two of ours the lower call id stands; the other side compares the same two and keeps its own.
            _model = _model with { HeldOffer = offer, Id = theirCallId };
            Fire(CallTrigger.Yield);
        }
    }

    /// <summary>
    /// The published client cannot answer our offer in place of its own. Its call is ended, so that it rings there, and a new peer
    /// offers: what is still on its way belongs to the one before.
    /// </summary>
    private void CallAgain()
    {
        Send(new Signal { HungUp = _model.OwnUserId });
        DiscardOfferer();
        Tell(new PeerCommand.Offer(_model.Generation));
    }

    private void TakeAnswer(SessionDescription answer)
    {
        if (_model.State == CallState.Calling)
        {
            // Called again from the same cid, the published client answers its old offer first: the last answer is the one that counts.
            _model = _model with { HeldAnswer = answer };
            ConnectIfAnswered();
        }
        else if (_model.OfferOutstanding && answer != _model.TakenAnswer)
        {
            _model = _model with { OfferOutstanding = false, OutstandingOffer = null, TakenAnswer = answer };
            Tell(new PeerCommand.ApplyAnswer(_model.Generation, answer));
            PassTurn();
        }
    }

    private void ConnectIfAnswered()
    {
        if (_model.HeldAnswer is not null && (_model.PickedUp || _model.Collided))
            Fire(CallTrigger.Answer);
    }

    private void TakeRemoteCandidate(IceCandidate candidate)
    {
        // An empty candidate marks the end of candidates (W3C WebRTC, RTCIceCandidate): there is nothing to add.
        if (candidate.Candidate.Length == 0)
            return;

        if (_model.RemoteDescribed)
            Tell(new PeerCommand.AddCandidate(_model.Generation, candidate));
        else if (_model.HeldRemoteCandidates.Length < CallModel.MaxHeldCandidates)
            _model = _model with { HeldRemoteCandidates = _model.HeldRemoteCandidates.Add(candidate) };
    }
}
