using Skapi.Protocol;

namespace Skapi.Rtc.Calls.Absence;

/// <summary>
/// What is known about the presence of the other side. Immutable; <see cref="AbsenceStep"/> makes a new one from an old one.
/// </summary>
internal sealed record AbsenceModel
{
    /// <summary>The state in the statechart.</summary>
    public AbsenceState State { get; init; } = AbsenceMachine.Initial;

    /// <summary>The count of received media and messages when it was last read. It only grows.</summary>
    public long Heard { get; init; }

    /// <summary>Whether the count had grown when it was last read.</summary>
    public bool WasHeard { get; init; }

    /// <summary>Whether the other side vanished without a hang-up.</summary>
    public bool IsGone => State == AbsenceState.Gone;

    /// <summary>Whether the other side's realtime connection is closed.</summary>
    public bool IsSignalingLost =>
        State is AbsenceState.Delayed or AbsenceState.Away or AbsenceState.Silent or AbsenceState.Lost or AbsenceState.Departing;

    /// <summary>Whether the peer connection is lost and may come back.</summary>
    public bool IsMediaLost =>
        State is AbsenceState.Interrupted or AbsenceState.Parting or AbsenceState.Lost or AbsenceState.Departing;
}
