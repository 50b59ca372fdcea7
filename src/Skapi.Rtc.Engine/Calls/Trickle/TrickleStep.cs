using Skapi.Protocol;

namespace Skapi.Rtc.Calls.Trickle;

/// <summary>
/// One step of the exchange of candidates: (model, input) → (model', calls of the host). Pure: no clock, socket, task or lock.
/// </summary>
internal sealed class TrickleStep : ITrickleActions
{
    private readonly TrickleStatelessMachine _machine = new();
    private readonly ITrickleHost _host;
    private TrickleModel _model = new();

    /// <summary>Creates a step. One instance serves any number of calls, one after the other.</summary>
    /// <param name="host">The call that the step works for.</param>
    public TrickleStep(ITrickleHost host)
    {
        _host = host;
        _machine.OnTransitioned(transition =>
            host.ReportTransition(transition.Source, transition.Destination, transition.Trigger.ToString()));
    }

    /// <summary>Fires a trigger. A trigger that the state does not handle changes nothing.</summary>
    public TrickleModel Fire(TrickleModel model, TrickleTrigger trigger)
    {
        _model = model;
        var state = model.State;
        _machine.TryFire(ref state, trigger, this);
        return _model with { State = state };
    }

    /// <summary>Handles a delay that has elapsed.</summary>
    public TrickleModel Elapse(TrickleModel model, TrickleDelay delay)
    {
        _model = model;
        var state = model.State;
        _machine.TryElapse(ref state, delay, this);
        return _model with { State = state };
    }

    /// <summary>Handles a candidate that this side found: sends it, or holds it until an offer or answer is sent.</summary>
    public TrickleModel HandleLocalCandidate(TrickleModel model, IceCandidate candidate)
    {
        if (model.State == TrickleState.Holding)
            return model with { Held = model.Held.Add(candidate) };

        _model = model;
        Send(candidate);
        return _model;
    }

    /// <summary>Handles a candidate of the other side: adds it, or holds it until the peer connection has a remote description.</summary>
    public TrickleModel HandleRemoteCandidate(TrickleModel model, IceCandidate candidate)
    {
        // An empty candidate marks the end of candidates (W3C WebRTC, RTCIceCandidate): there is nothing to add.
        if (candidate.Candidate.Length == 0)
            return model;

        if (!model.IsRemoteDescribed)
            return model.HeldRemote.Length < TrickleModel.MaxHeld ? model with { HeldRemote = model.HeldRemote.Add(candidate) } : model;

        _host.AddCandidate(candidate);
        return model;
    }

    /// <summary>The peer connection was told to apply a remote description. It works in order, so candidates may follow at once.</summary>
    public TrickleModel HandleRemoteDescription(TrickleModel model)
    {
        foreach (var candidate in model.HeldRemote)
            _host.AddCandidate(candidate);

        return model with { IsRemoteDescribed = true, HeldRemote = [] };
    }

    /// <summary>Sends again what the other side may not have received.</summary>
    public void Repeat(TrickleModel model)
    {
        foreach (var candidate in model.Sent)
            _host.SendCandidate(candidate);
    }

    /// <summary>Starts again for a new peer connection. Drops the candidates of the previous one.</summary>
    public TrickleModel Restart(TrickleModel model) => new() { State = Fire(model, TrickleTrigger.Restart).State };

    void ITrickleActions.SendHeld()
    {
        var held = _model.Held;
        _model = _model with { Held = [] };
        foreach (var candidate in held)
            Send(candidate);
    }

    void ITrickleActions.RepeatLast()
    {
        if (_model.Sent is [.., var last])
            _host.SendCandidate(last);
        _model = _model with { Factor = Math.Min(_model.Factor * 2, TrickleModel.MaxFactor) };
    }

    void ITrickleActions.StartDelay(TrickleDelay delay) => _host.StartDelay(delay, _model.Factor);

    void ITrickleActions.CancelDelay(TrickleDelay delay) => _host.CancelDelay(delay);

    private void Send(IceCandidate candidate)
    {
        _host.SendCandidate(candidate);
        var sent = _model.Sent.Length < TrickleModel.MaxSent ? _model.Sent : _model.Sent.RemoveAt(0);
        _model = _model with { Sent = sent.Add(candidate) };
    }
}
