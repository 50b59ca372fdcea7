using Skapi.Protocol;

namespace Skapi.Rtc.Calls;

/// <content>What the statechart's actions do.</content>
internal ref partial struct CallStep
{
    void ICallActions.CreateOffer()
    {
        _model = _model with { HasPeer = true };
        Tell(new PeerCommand.Offer(_model.Generation));
    }

    readonly void ICallActions.Announce() => Do(new CallEffect.RaiseIncoming(new RealtimeEvent.RtcIncoming
    {
        Sender = _model.Remote.UserId,
        SenderCid = _model.Remote.Cid,
        SenderGroup = _model.Remote.Group,
        Code = null,
    }));

    void ICallActions.CreateAnswer() => AnswerHeldOffer();

    void ICallActions.AnswerInstead()
    {
        // Not every stack rolls back, so the peer that offered makes way for a new one. Its candidates go with it.
        DiscardOfferer();
        _model = _model with { Role = CallRole.Callee };
        AnswerHeldOffer();
    }

    void ICallActions.ApplyAnswer()
    {
        Tell(new PeerCommand.ApplyAnswer(_model.Generation, _model.HeldAnswer!));
        ReleaseRemoteCandidates();

        if (_model.Collided && !_model.PickedUp)
            Send(new Signal { Pickup = _model.OwnUserId });

        _model = _model with { TakenAnswer = _model.HeldAnswer, HeldAnswer = null, PickedUp = true };
    }

    readonly void ICallActions.SendHangup() => SendHangup();

    // The published client reports rtc:closed only when it hears the echo of its own hang-up.
    readonly void ICallActions.EchoHangup() => SendHangup();

    void ICallActions.ReportConnected()
    {
        StopReminding();
        Do(new CallEffect.ReportConnected());
    }

    void ICallActions.AwaitRecovery()
    {
        var atMost = _model.Peer.Connection == PeerConnectionState.Disconnected ? _model.Times.Recovery : _model.Times.Goodbye;
        _model = _model with { AwaitsRecovery = true };
        Do(new CallEffect.StartTimer(CallTimer.Recovery, atMost));
    }

    void ICallActions.EndRecovery() => StopAwaitingRecovery();

    void ICallActions.AwaitReturn()
    {
        _model = _model with { AbsentSince = _now };
        Do(new CallEffect.StartTimer(CallTimer.Return, _model.Times.Recovery));
    }

    void ICallActions.EndAbsence() => StopAwaitingReturn();

    void ICallActions.Release()
    {
        StopReminding();
        StopAwaitingReturn();
        StopAwaitingRecovery();

        if (_model.HasPeer)
        {
            Tell(new PeerCommand.Discard(_model.Generation));
            RaiseClosedChannels();
            if (_model.Peer.Connection != PeerConnectionState.Closed)
            {
                _model = _model with { Peer = PeerFacts.Closed };
                RaiseConnectionStateChange();
            }
        }

        var reason = _model.EndReason ?? CallEndReason.HungUp;
        Do(new CallEffect.ReportClosed(reason, _model.EndCause, new RealtimeEvent.RtcClosed
        {
            Signal = _model.ClosingSignal,
            Sender = _model.Remote.UserId,
            SenderCid = _model.Remote.Cid,
            SenderGroup = _model.Remote.Group,
            Code = reason.Value,
        }));
    }

    readonly void ICallActions.StartDelay(CallDelay delay) => Do(new CallEffect.StartTimer(TimerOf(delay), _model.Times.Of(delay)));

    readonly void ICallActions.CancelDelay(CallDelay delay) => Do(new CallEffect.StopTimer(TimerOf(delay)));

    private void DiscardOfferer()
    {
        Tell(new PeerCommand.Discard(_model.Generation));
        _model = _model with
        {
            Generation = _model.Generation + 1,
            Peer = new PeerFacts(),
            PickedUp = false,
            SentOffer = null,
            CollidingOffer = null,
            HeldAnswer = null,
            LocalDescribed = false,
            SentCandidate = null,
            HeldLocalCandidates = [],
            HeldRemoteCandidates = [],
        };
    }

    private static CallTimer TimerOf(CallDelay delay) => delay == CallDelay.RingTimeout ? CallTimer.Ring : CallTimer.Connect;

    private void AnswerHeldOffer()
    {
        Answer(_model.HeldOffer!);
        _model = _model with { HasPeer = true, HeldOffer = null };
        ReleaseRemoteCandidates();
    }

    private void Answer(SessionDescription offer)
    {
        _model = _model with { TakenOffer = offer, GivenAnswer = null };
        Tell(new PeerCommand.Answer(_model.Generation, offer));
    }

    /// <summary>The peer carries out its commands in order, so candidates may follow the description at once.</summary>
    private void ReleaseRemoteCandidates()
    {
        foreach (var candidate in _model.HeldRemoteCandidates)
            Tell(new PeerCommand.AddCandidate(_model.Generation, candidate));

        _model = _model with { RemoteDescribed = true, HeldRemoteCandidates = [] };
    }

    private void StopAwaitingRecovery()
    {
        if (!_model.AwaitsRecovery)
            return;

        _model = _model with { AwaitsRecovery = false };
        Do(new CallEffect.StopTimer(CallTimer.Recovery));
    }

    private void StopAwaitingReturn()
    {
        if (_model.AbsentSince is null)
            return;

        _model = _model with { AbsentSince = null };
        Do(new CallEffect.StopTimer(CallTimer.Return));
    }

    private readonly void SendHangup()
    {
        // Nobody has heard of a call whose offer was never sent, and the published client reports the end of any call.
        if (_model is { State: CallState.Calling, LocalDescribed: false })
            return;

        // The published client knows this call by a cid that is gone: from the new one, a hang-up would end a call that it makes there.
        if (_model.IsDetached)
            return;

        Send(new Signal { HungUp = _model.OwnUserId, Reason = _model.EndReason });
    }
}
