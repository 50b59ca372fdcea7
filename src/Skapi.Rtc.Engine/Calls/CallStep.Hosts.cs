using Skapi.Protocol;
using Skapi.Rtc.Calls.Absence;
using Skapi.Rtc.Calls.Negotiation;
using Skapi.Rtc.Calls.Trickle;

namespace Skapi.Rtc.Calls;

/// <content>What the negotiation, the candidates and the absence ask of their call.</content>
internal sealed partial class CallStep : INegotiationHost, ITrickleHost, IAbsenceHost
{
    bool INegotiationHost.IsToolkit => _model.IsToolkit;

    bool IAbsenceHost.IsToolkit => _model.IsToolkit;

    bool INegotiationHost.IsCallee => _model.Role == CallRole.Callee;

    bool INegotiationHost.MayOffer => _model.State == CallState.Connected && IsReached;

    bool INegotiationHost.MayRestart => _model.State is CallState.Connecting or CallState.Connected && IsReached;

    void INegotiationHost.CreateOffer() => Tell(new PeerCommand.Offer(_model.Generation));

    void INegotiationHost.CreateAnswer(SessionDescription remoteOffer) => Tell(new PeerCommand.Answer(_model.Generation, remoteOffer));

    void INegotiationHost.ApplyAnswer(SessionDescription remoteAnswer) =>
        Tell(new PeerCommand.ApplyAnswer(_model.Generation, remoteAnswer));

    void INegotiationHost.RollBack() => Tell(new PeerCommand.RollBack(_model.Generation));

    void INegotiationHost.Send(Signal signal) => Send(signal);

    void INegotiationHost.RepeatAnswer(Signal answer)
    {
        Send(answer);
        if (_model is { State: CallState.Connecting, Role: CallRole.Callee, IsPickedUp: true })
            Send(new Signal { Pickup = _model.OwnUserId });
    }

    void INegotiationHost.SeekRemote() => IntroduceToUser();

    void ITrickleHost.SendCandidate(IceCandidate candidate) => Send(new Signal { Candidate = candidate });

    void ITrickleHost.AddCandidate(IceCandidate candidate) => Tell(new PeerCommand.AddCandidate(_model.Generation, candidate));

    void ICallActions.StartDelay(CallDelay delay) => Start(delay);

    void ICallActions.CancelDelay(CallDelay delay) => Stop(delay);

    void INegotiationHost.StartDelay(NegotiationDelay delay) => Start(delay);

    void INegotiationHost.CancelDelay(NegotiationDelay delay) => Stop(delay);

    void IAbsenceHost.StartDelay(AbsenceDelay delay) => Start(delay);

    void IAbsenceHost.CancelDelay(AbsenceDelay delay) => Stop(delay);

    void ITrickleHost.StartDelay(TrickleDelay delay, int factor) => Start(delay, factor);

    void ITrickleHost.CancelDelay(TrickleDelay delay) => Stop(delay);

    void INegotiationHost.ReportTransition(NegotiationState from, NegotiationState to, string trigger) =>
        Do(new CallEffect.ReportTransition(CallChart.Negotiation, from.ToString(), to.ToString(), trigger));

    void IAbsenceHost.ReportTransition(AbsenceState from, AbsenceState to, string trigger) =>
        Do(new CallEffect.ReportTransition(CallChart.Absence, from.ToString(), to.ToString(), trigger));

    void ITrickleHost.ReportTransition(TrickleState from, TrickleState to, string trigger) =>
        Do(new CallEffect.ReportTransition(CallChart.Trickle, from.ToString(), to.ToString(), trigger));

    /// <summary>
    /// Whether this side's signals reach the other side. The published client does not learn this side's new cid, nor this side the
    /// published client's.
    /// </summary>
    private bool IsReached => _model is { IsDetached: false, Absence.State: not AbsenceState.Silent };

    private void Start(CallTimer timer, int factor = 1) => Do(new CallEffect.StartTimer(timer, _model.Times.Of(timer) * factor));

    private void Stop(CallTimer timer) => Do(new CallEffect.StopTimer(timer));
}
