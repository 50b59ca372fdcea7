using Skapi.Protocol;

namespace Skapi.Rtc.Calls;

/// <content>The realtime connections of the two sides: closed, opened again, moved.</content>
internal sealed partial class CallStep
{
    /// <summary>
    /// Tells a peer of this toolkit where this side is now, and repeats what may be lost with the connection before. The published client
    /// knows a call by the cid of its offer, so a call that is still ringing there is offered again from the new cid.
    /// </summary>
    private void HandleReconnected()
    {
        if (_model.RemoteKind == RemoteKind.PublishedClient)
        {
            // An answer from the new cid would not be for a call that the published client made to the earlier one.
            if (_model.State == CallState.Ringing)
                End(CallTrigger.Gone, CallEndReason.Gone);
            else if (_model.State is CallState.Connecting or CallState.Connected)
                _model = _model with { IsDetached = true };
        }

        // An answer to the offer of the earlier cid may have been for this call, or not: the next one counts.
        if (_model is { State: CallState.Calling, IsToolkit: false })
            _model = _model with { HeldAnswer = null, CollidingOffer = null };

        if (_model is { IsToolkit: true, IsClosed: false })
        {
            Send(new Signal());
            IntroduceToUser();
        }

        RepeatWhatMayBeLost();
    }

    /// <summary>Both sides may have new cids that the other one does not know, but they know each other's user and the call's id.</summary>
    private void IntroduceToUser()
    {
        if (_model is { IsToolkit: true, Id: { } id, Remote.UserId: { } user })
            Do(new CallEffect.SendToUser(user, id));
    }

    private void HandleRemoteMoved(RemoteParty remote)
    {
        var former = _model.Remote.Cid;
        _model = _model with { Remote = remote };
        if (remote.Cid != former)
        {
            var earlier = _model.FormerCids;
            if (earlier.Length == CallModel.MaxFormerCids)
                earlier = earlier.RemoveAt(0);

            _model = _model with { FormerCids = earlier.Add(former) };
            Do(new CallEffect.Move(remote.Cid));
        }

        var wasAway = _model.Absence.IsSignalingLost;
        Set(_absence.Fire(_model.Absence, AbsenceTrigger.ComeBack));
        if (wasAway || remote.Cid != former)
            RepeatWhatMayBeLost();
        Set(_negotiation.Settle(_model.Negotiation));
    }

    /// <summary>
    /// A signal that was under way when one of the two connections closed may be lost. The other side recognizes what it received before
    /// by the call's id and the number of the exchange.
    /// </summary>
    private void RepeatWhatMayBeLost()
    {
        switch (_model.State)
        {
            case CallState.Calling when _model.SentOffer is not null:
                _negotiation.RepeatFirstOffer(_model.Negotiation);
                _trickle.Repeat(_model.Trickle);
                break;
            case CallState.Connecting when _model.IsToolkit:
                _negotiation.RepeatAnswer(_model.Negotiation);
                Set(_negotiation.Resume(_model.Negotiation));
                _trickle.Repeat(_model.Trickle);
                break;
            case CallState.Connected when _model.IsToolkit:
                Set(_negotiation.Resume(_model.Negotiation));
                _trickle.Repeat(_model.Trickle);
                break;
        }
    }

    private void HandleRemoteDisconnected()
    {
        // A connected call outlives its signaling: it ends when the peer connection does. A peer of this toolkit that connects comes back.
        if (_model.State == CallState.Connected || _model is { State: CallState.Connecting, IsToolkit: true })
            FireAbsence(AbsenceTrigger.Leave);
        else
            End(CallTrigger.Gone, CallEndReason.Gone);
    }

    private void HandleConnectionState(PeerConnectionState state)
    {
        switch (state.Known)
        {
            case PeerConnectionState.Values.Connected when _model.State == CallState.Connected:
                _model = _model with { IsPreparingRestart = false };
                FireAbsence(AbsenceTrigger.Recover);
                break;
            case PeerConnectionState.Values.Connected:
                Fire(CallTrigger.Connect);
                Set(_negotiation.Settle(_model.Negotiation));
                break;
            case PeerConnectionState.Values.Failed when _model is { State: CallState.Connecting, Negotiation.IsRestartOpen: true }:
                // The restart may still find a pair, also once the other side is back, and the time to connect is limited.
                break;
            case PeerConnectionState.Values.Failed when _model.Absence.IsSignalingLost:
                End(CallTrigger.Gone, CallEndReason.Gone);
                break;
            case PeerConnectionState.Values.Failed:
                Fail(new SkapiException(SkapiErrorCode.TransportFailed, "No candidate pair works, or works any longer."));
                break;
            case PeerConnectionState.Values.Disconnected or PeerConnectionState.Values.Closed:
                HandleLoss();
                if (state == PeerConnectionState.Disconnected)
                    RestartLostConnection();
                break;
        }
    }

    /// <summary>
    /// Tries to find another path before the call is given up. The old path is lost while a restart is under way, too: that restart may
    /// still find a path, and another one would only begin the search again.
    /// </summary>
    private void RestartLostConnection()
    {
        var isPossible = MayRestartByItself && _model.State == CallState.Connected;
        if (!isPossible || _model.IsPreparingRestart || _model.Negotiation.IsRestartOpen)
            return;

        _model = _model with { IsPreparingRestart = true };
        Tell(new PeerCommand.RestartIce(_model.Generation));
    }

    /// <summary>
    /// The network of this machine changed, and the next offer restarts ICE: once the call is answered, if it is not yet. A restart that
    /// is not offered yet serves the change too. One that is offered may not, because its candidates are those of before the change: this
    /// side offers again after the answer.
    /// </summary>
    private void HandleNetworkChanged()
    {
        if (MayRestartByItself && !_model.IsPreparingRestart)
            Set(_negotiation.HandleRestart(_model.Negotiation));
    }

    /// <summary>
    /// Whether this side restarts ICE without the app's request. The published client answers an offer in a call, whichever side called,
    /// as long as it comes from the cid by which it knows the call. It raises a false rtc:incoming for it, which is better than the loss
    /// of the call.
    /// </summary>
    private bool MayRestartByItself => !_model.IsDetached;

    /// <summary>The connection is lost, perhaps for a moment; or the other side hung up, and its hang-up is still on the way.</summary>
    private void HandleLoss() =>
        FireAbsence(_model.Peer.Connection == PeerConnectionState.Disconnected ? AbsenceTrigger.Disconnect : AbsenceTrigger.Close);

    private void FireAbsence(AbsenceTrigger trigger)
    {
        Set(_absence.Fire(_model.Absence, trigger));
        EndIfGone();
    }

    private void EndIfGone()
    {
        if (_model.Absence.IsGone)
            End(CallTrigger.Gone, CallEndReason.Gone);
    }
}
