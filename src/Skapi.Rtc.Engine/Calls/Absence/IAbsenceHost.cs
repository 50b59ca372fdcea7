using Skapi.Protocol;

namespace Skapi.Rtc.Calls.Absence;

/// <summary>The call that an <see cref="AbsenceStep"/> works for.</summary>
internal interface IAbsenceHost
{
    /// <summary>Whether the other side is a peer of this toolkit. It says so when it has a new realtime connection.</summary>
    bool IsToolkit { get; }

    /// <summary>Starts the timer of a delay.</summary>
    void StartDelay(AbsenceDelay delay);

    /// <summary>Stops the timer of a delay.</summary>
    void CancelDelay(AbsenceDelay delay);

    /// <summary>Reports a change of the state, for logs and traces.</summary>
    void ReportTransition(AbsenceState from, AbsenceState to, string trigger);
}
