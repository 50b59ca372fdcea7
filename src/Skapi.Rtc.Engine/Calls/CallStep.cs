using Skapi.Protocol;

namespace Skapi.Rtc.Calls;

/// <summary>
/// One step of a call: (model, input, now) → (model', effects). Pure: no clock, no socket, no task, no lock. Which transition is
/// legal is the generated machine's to say; this says what a transition means.
/// </summary>
internal ref partial struct CallStep : ICallActions
{
    private readonly DateTimeOffset _now;
    private readonly List<CallEffect> _effects;
    private CallModel _model;

    private CallStep(CallModel model, DateTimeOffset now, List<CallEffect> effects)
    {
        _model = model;
        _now = now;
        _effects = effects;
    }

    /// <summary>Takes one input.</summary>
    /// <param name="model">What was known of the call.</param>
    /// <param name="input">What happened.</param>
    /// <param name="now">When it happened.</param>
    /// <param name="effects">What is to be done is added here, in order.</param>
    /// <returns>What is known of the call now.</returns>
    public static CallModel Run(CallModel model, CallInput input, DateTimeOffset now, List<CallEffect> effects)
    {
        // Nothing leaves the final state, and nothing comes of an input that is late.
        if (model.IsClosed)
            return model;

        var step = new CallStep(model, now, effects);
        step.Take(input);
        return step._model;
    }

    private void Take(CallInput input)
    {
        switch (input)
        {
            case CallInput.Dialled:
                _model = _model with { Began = _now };
                Fire(CallTrigger.Call);
                break;
            case CallInput.Accepted:
                Fire(CallTrigger.Accept);
                break;
            case CallInput.HungUp hangup:
                End(CallTrigger.Hangup, hangup.Reason ?? ReasonOfOwnHangup());
                break;
            case CallInput.MediaChanged:
                _model = _model with { NeedsOffer = true };
                OfferIfNeeded();
                break;
            case CallInput.SignalReceived received:
                TakeSignal(received.Signal, received.Content);
                break;
            case CallInput.RemoteMoved moved:
                TakeRemoteMoved(moved.Remote);
                break;
            case CallInput.Reconnected:
                TakeReconnected();
                break;
            case CallInput.Unreachable:
                End(CallTrigger.Unreachable, CallEndReason.Unreachable);
                break;
            case CallInput.RemoteDisconnected:
                TakeRemoteDisconnected();
                break;
            case CallInput.Superseded:
                End(CallTrigger.Gone, CallEndReason.Superseded);
                break;
            case CallInput.OfferCreated created when created.Generation == _model.Generation:
                TakeOwnOffer(created.Description);
                break;
            case CallInput.AnswerCreated created when created.Generation == _model.Generation:
                TakeOwnAnswer(created.Description);
                break;
            case CallInput.PeerFailed failed when failed.Generation == _model.Generation:
                Fail(failed.Error);
                break;
            case CallInput.PeerReported reported when reported.Generation == _model.Generation:
                TakePeerEvent(reported);
                break;
            case CallInput.MessageReceived received when received.Generation == _model.Generation:
                HandleMessage(received.Channel, received.Message);
                break;
            case CallInput.ChannelClosing closing:
                TakeOwnClosing(closing.Channel);
                break;
            case CallInput.TimerElapsed elapsed:
                TakeTimer(elapsed);
                break;
        }
    }

    /// <summary>
    /// Tells a peer of this toolkit where this side is now. A caller may not know yet whether the callee is one: the published client
    /// ignores a signal without a known key.
    /// </summary>
    private void TakeReconnected()
    {
        _model = _model with { IsDetached = !_model.RemoteIsOurs };
        if (_model.Id is not null && (_model.RemoteIsOurs || _model is { State: CallState.Calling, LocalDescribed: true }))
            Send(new Signal());
        if (_model.RemoteIsOurs)
            RepeatNegotiation();
    }

    private void TakeRemoteMoved(RemoteParty remote)
    {
        if (remote.Cid != _model.Remote.Cid)
            Do(new CallEffect.Move(remote.Cid));

        _model = _model with { Remote = remote, RemoteGone = false };
        if (_model.AbsentSince is not null)
            Fire(CallTrigger.Return);
        RepeatNegotiation();
        OfferIfNeeded();
    }

    private void TakeRemoteDisconnected()
    {
        _model = _model with { RemoteGone = true };

        // A connected call outlives its signalling: it ends when the peer connection does. If that is in doubt already, this settles it.
        if (_model.State != CallState.Connected || _model.AwaitsRecovery)
            End(CallTrigger.Gone, CallEndReason.Gone);

        // A peer of this toolkit opens a new connection and says so, unless its process is gone, which a transport notices late or never.
        else if (_model.RemoteIsOurs)
            Fire(CallTrigger.Leave);
    }

    /// <summary>Nobody came back in time. A message or media that came meanwhile shows that the other side lives, and gives it more time.</summary>
    private void TakeAbsence(long mediaReceived)
    {
        if (_model.AbsentSince is null)
            return;

        if (mediaReceived > _model.MediaHeard)
        {
            NoteSignOfLife();
            _model = _model with { MediaHeard = mediaReceived };
        }

        var left = _model.AbsentSince.Value + _model.Times.Recovery - _now;
        if (left > TimeSpan.Zero)
            Do(new CallEffect.StartTimer(CallTimer.Return, left));
        else
            End(CallTrigger.Gone, CallEndReason.Gone);
    }

    private void TakeTimer(CallInput.TimerElapsed elapsed)
    {
        switch (elapsed.Timer)
        {
            case CallTimer.Recovery:
                if (_model.AwaitsRecovery)
                    End(CallTrigger.Gone, CallEndReason.Gone);
                break;
            case CallTimer.Return:
                TakeAbsence(elapsed.MediaReceived);
                break;
            case CallTimer.Reminder:
                if (_model.Reminder is { } waited)
                    Remind(waited);
                break;
            default:
                TakeDelay(elapsed.Timer == CallTimer.Ring ? CallDelay.RingTimeout : CallDelay.ConnectTimeout);
                break;
        }
    }

    private void TakeDelay(CallDelay delay)
    {
        // A timer that ran out as the call moved on finds no transition, and the reason is never read.
        _model = _model with { EndReason = _model.EndReason ?? CallEndReason.TimedOut };
        var state = _model.State;
        if (CallMachine.TryElapse(ref state, delay, ref this))
            _model = _model with { State = state };
        else if (!_model.IsClosed)
            _model = _model with { EndReason = null };
    }

    private readonly CallEndReason ReasonOfOwnHangup() => _model.State switch
    {
        CallState.Calling => CallEndReason.Cancelled,
        CallState.Ringing => CallEndReason.Rejected,
        _ => CallEndReason.HungUp,
    };

    private void Fail(SkapiException cause)
    {
        _model = _model with { EndCause = cause };
        End(CallTrigger.Fail, CallEndReason.Failed);
    }

    private void End(CallTrigger trigger, CallEndReason reason)
    {
        if (!CallMachine.CanFire(_model.State, trigger))
            return;

        _model = _model with { EndReason = reason };
        Fire(trigger);
    }

    private void Fire(CallTrigger trigger)
    {
        // The actions change the model while the machine moves on, so the state that it moved to is put in last.
        var state = _model.State;
        if (CallMachine.TryFire(ref state, trigger, ref this))
            _model = _model with { State = state };
    }

    private readonly void Do(CallEffect effect) => _effects.Add(effect);

    private readonly void Tell(PeerCommand command) => Do(new CallEffect.Peer(command));

    private readonly void Send(Signal signal) =>
        Do(new CallEffect.Send(_model.Remote.Cid, _model.Id is null ? signal : signal with { Call = _model.Id }));
}
