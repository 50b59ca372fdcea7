using Skapi.Protocol;
using Skapi.Rtc.Calls.Negotiation;

namespace Skapi.Rtc.Calls;

/// <content>The actions of the statechart.</content>
internal sealed partial class CallStep
{
    void ICallActions.CreateOffer()
    {
        _model = _model with { HasPeer = true };
        Tell(new PeerCommand.Offer(_model.Generation));
    }

    void ICallActions.Announce() => Do(new CallEffect.RaiseIncoming(new RealtimeEvent.RtcIncoming
    {
        Sender = _model.Remote.UserId,
        SenderCid = _model.Remote.Cid,
        SenderGroup = _model.Remote.Group,
        Code = null,
    }));

    void ICallActions.CreateAnswer() => AnswerHeldOffer();

    void ICallActions.AnswerInstead()
    {
        // Not every stack can roll back, so a new peer connection replaces the one that offered. Its candidates are dropped with it.
        DiscardOfferer();
        _model = _model with { Role = CallRole.Callee };
        AnswerHeldOffer();
    }

    void ICallActions.ApplyAnswer()
    {
        Set(_negotiation.ApplyFirstAnswer(_model.Negotiation, _model.HeldAnswer!));
        Set(_trickle.HandleRemoteDescription(_model.Trickle));
        if (_model.IsCollided)
        {
            if (!_model.IsPickedUp)
                Send(new Signal { Pickup = _model.OwnUserId });
            RemindOfCandidates();
        }

        _model = _model with { HeldAnswer = null, IsPickedUp = true };
    }

    void ICallActions.SendHangup() => SendHangup();

    // The published client raises rtc:closed only when it receives the echo of its own hang-up.
    void ICallActions.EchoHangup() => SendHangup();

    void ICallActions.ReportConnected()
    {
        Set(_trickle.Fire(_model.Trickle, TrickleTrigger.Settle) with { Sent = [] });
        Do(new CallEffect.ReportConnected());
        Set(_absence.Fire(_model.Absence, AbsenceTrigger.Begin));
    }

    void ICallActions.Release()
    {
        Set(_trickle.Fire(_model.Trickle, TrickleTrigger.End));
        Set(_absence.Fire(_model.Absence, AbsenceTrigger.End));
        Set(_negotiation.End(_model.Negotiation));
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

    private void DiscardOfferer()
    {
        Tell(new PeerCommand.Discard(_model.Generation));
        Set(_trickle.Restart(_model.Trickle));
        _model = _model with
        {
            Generation = _model.Generation + 1,
            Peer = new PeerFacts(),
            IsPickedUp = false,
            SentOffer = null,
            CollidingOffer = null,
            HeldAnswer = null,

            // A pending restart or renegotiation is dropped, because it was for that peer. The first description of the next one has all.
            Negotiation = new NegotiationModel { LocalExchange = _model.Negotiation.LocalExchange },
        };
    }

    private void AnswerHeldOffer()
    {
        var offer = _model.HeldOffer!;
        _model = _model with { HasPeer = true, HeldOffer = null };
        Set(_negotiation.HandleRemoteOffer(_model.Negotiation, offer));
        Set(_trickle.HandleRemoteDescription(_model.Trickle));
    }

    private void SendHangup()
    {
        // Nobody has received a call whose offer was never sent, and the published client reports the end of any call.
        if (_model is { State: CallState.Calling, SentOffer: null })
            return;

        // The published client knows this call by an earlier cid. From the present one, a hang-up would end a call that it makes to that.
        if (_model.IsDetached)
            return;

        Send(new Signal { HungUp = _model.OwnUserId, Reason = _model.EndReason });
    }
}
