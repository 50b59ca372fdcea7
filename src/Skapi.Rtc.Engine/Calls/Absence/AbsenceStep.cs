using Skapi.Protocol;

namespace Skapi.Rtc.Calls.Absence;

/// <summary>
/// One step of the absence statechart: (model, input) → (model', calls of the host). Pure: no clock, socket, task or lock.
/// </summary>
internal sealed class AbsenceStep : IAbsenceActions
{
    private readonly AbsenceStatelessMachine _machine = new();
    private readonly IAbsenceHost _host;
    private AbsenceModel _model = new();
    private long _heard;

    /// <summary>Creates a step. One instance serves any number of calls, one after the other.</summary>
    /// <param name="host">The call that the step works for.</param>
    public AbsenceStep(IAbsenceHost host)
    {
        _host = host;
        _machine.OnTransitioned(transition =>
            host.ReportTransition(transition.Source, transition.Destination, transition.Trigger.ToString()));
    }

    /// <summary>Fires a trigger. A trigger that the state does not handle changes nothing.</summary>
    public AbsenceModel Fire(AbsenceModel model, AbsenceTrigger trigger)
    {
        _model = model;
        var state = model.State;
        return _machine.TryFire(ref state, trigger, this) ? model with { State = state } : model;
    }

    /// <summary>Handles a delay that has elapsed.</summary>
    /// <param name="model">What is known.</param>
    /// <param name="delay">The delay.</param>
    /// <param name="heard">The count of received media and messages by now.</param>
    public AbsenceModel Elapse(AbsenceModel model, AbsenceDelay delay, long heard)
    {
        _model = model;
        _heard = heard;
        var state = model.State;
        return _machine.TryElapse(ref state, delay, this)
            ? model with { State = state, Heard = heard, WasHeard = heard > model.Heard }
            : model;
    }

    bool IAbsenceActions.ComesBack() => _host.IsToolkit;

    bool IAbsenceActions.WasHeard() => _heard > _model.Heard;

    bool IAbsenceActions.MayBeSilent() => _heard > _model.Heard || !_model.WasHeard;

    void IAbsenceActions.StartDelay(AbsenceDelay delay) => _host.StartDelay(delay);

    void IAbsenceActions.CancelDelay(AbsenceDelay delay) => _host.CancelDelay(delay);
}
