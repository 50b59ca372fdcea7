using Skapi.Protocol;
using Skapi.Rtc.Calls.Absence;
using Skapi.Rtc.Calls.Negotiation;
using Skapi.Rtc.Calls.Trickle;

namespace Skapi.Rtc.Calls;

/// <summary>
/// One step of a call: (model, input, time) → (model', effects). Pure: no clock, socket, task or lock. The machine that is generated from
/// the statechart decides which transition is legal, and this class what a transition does.
/// </summary>
/// <remarks>
/// One instance serves all calls of a client, one step after the other; it is not thread-safe. The machine works on a copy of the state, so
/// an action sees the state before the transition. After a step that threw, the caller still has the model from before it.
/// </remarks>
internal sealed partial class CallStep : ICallActions
{
    private static readonly CallModel Nothing = new() { Role = CallRole.Caller, Remote = new(""), OwnUserId = "" };

    private readonly CallStatelessMachine _machine = new();
    private readonly NegotiationStep _negotiation;
    private readonly TrickleStep _trickle;
    private readonly AbsenceStep _absence;
    private CallModel _model = Nothing;
    private CallTime _now;
    private List<CallEffect> _effects = [];

    /// <summary>Creates a step and configures its machines.</summary>
    public CallStep()
    {
        _negotiation = new NegotiationStep(this);
        _trickle = new TrickleStep(this);
        _absence = new AbsenceStep(this);
        _machine.OnTransitioned(transition => Do(new CallEffect.ReportTransition(
            CallChart.Call, transition.Source.ToString(), transition.Destination.ToString(), transition.Trigger.ToString())));
    }

    /// <summary>Handles one input.</summary>
    /// <param name="model">What was known about the call.</param>
    /// <param name="input">What happened.</param>
    /// <param name="now">When it happened.</param>
    /// <param name="effects">The list to which the effects are added, in order.</param>
    /// <returns>What is known about the call now.</returns>
    public CallModel Run(CallModel model, CallInput input, CallTime now, List<CallEffect> effects)
    {
        // Nothing leaves the final state, so a late input has no effect.
        if (model.IsClosed)
            return model;

        _model = model;
        _now = now;
        _effects = effects;
        Handle(input);
        return _model;
    }

    private void Handle(CallInput input)
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
            case CallInput.LocalHangup hangup:
                End(CallTrigger.LocalHangup, hangup.Reason ?? ReasonOfLocalHangup());
                break;
            case CallInput.MediaChanged:
                Set(_negotiation.HandleLocalChange(_model.Negotiation));
                break;
            case CallInput.RestartPrepared:
                _model = _model with { IsPreparingRestart = false };
                Set(_negotiation.HandleRestart(_model.Negotiation));
                break;
            case CallInput.SignalReceived received:
                HandleSignal(received.Signal, received.Content);
                break;
            case CallInput.RemoteMoved moved:
                HandleRemoteMoved(moved.Remote);
                break;
            case CallInput.Reconnected:
                HandleReconnected();
                break;
            case CallInput.Unreachable:
                End(CallTrigger.Unreachable, CallEndReason.Unreachable);
                break;
            case CallInput.RemoteDisconnected:
                HandleRemoteDisconnected();
                break;
            case CallInput.Superseded:
                End(CallTrigger.Gone, CallEndReason.Superseded);
                break;
            case CallInput.OfferCreated created when created.Generation == _model.Generation:
                HandleLocalOffer(created.Description);
                break;
            case CallInput.AnswerCreated created when created.Generation == _model.Generation:
                HandleLocalAnswer(created.Description);
                break;
            case CallInput.PeerFailed failed when failed.Generation == _model.Generation:
                Fail(failed.Error);
                break;
            case CallInput.NegotiationFailed failed when failed.Generation == _model.Generation:
                HandleNegotiationFailure(failed.Command, failed.Error);
                break;
            case CallInput.PeerReported reported when reported.Generation == _model.Generation:
                HandlePeerEvent(reported);
                break;
            case CallInput.ChannelClosing closing:
                HandleChannelClosing(closing.Channel);
                break;
            case CallInput.TimerElapsed elapsed:
                HandleTimer(elapsed.Timer, elapsed.Heard);
                break;
        }
    }

    private void HandleTimer(CallTimer timer, long heard)
    {
        switch (timer.Chart)
        {
            case CallChart.Call:
                HandleDelay((CallDelay)timer.Delay);
                break;
            case CallChart.Negotiation:
                Set(_negotiation.Elapse(_model.Negotiation, (NegotiationDelay)timer.Delay));
                break;
            case CallChart.Absence:
                Set(_absence.Elapse(_model.Absence, (AbsenceDelay)timer.Delay, heard));
                EndIfGone();
                break;
            case CallChart.Trickle:
                Set(_trickle.Elapse(_model.Trickle, (TrickleDelay)timer.Delay));
                break;
        }
    }

    private void HandleDelay(CallDelay delay)
    {
        // The actions report the reason. If the delay elapsed as the call moved on, no transition is taken, and there is no reason yet.
        _model = _model with { EndReason = CallEndReason.TimedOut };
        var state = _model.State;
        if (_machine.TryElapse(ref state, delay, this))
            _model = _model with { State = state };
        else
            _model = _model with { EndReason = null };
    }

    private CallEndReason ReasonOfLocalHangup() => _model.State switch
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
        // The actions change the model during the transition, so the new state is set last.
        var state = _model.State;
        if (_machine.TryFire(ref state, trigger, this))
            _model = _model with { State = state };
    }

    // A step of a part can call back to this class, but never changes the model by it.
    private void Set(NegotiationModel negotiation) => _model = _model with { Negotiation = negotiation };

    private void Set(TrickleModel trickle) => _model = _model with { Trickle = trickle };

    private void Set(AbsenceModel absence) => _model = _model with { Absence = absence };

    private void Do(CallEffect effect) => _effects.Add(effect);

    private void Tell(PeerCommand command) => Do(new CallEffect.Peer(command));

    private void Send(Signal signal) =>
        Do(new CallEffect.Send(_model.Remote.Cid, _model.Id is null ? signal : signal with { Call = _model.Id }));
}
