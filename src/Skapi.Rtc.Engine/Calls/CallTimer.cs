using Skapi.Protocol;

namespace Skapi.Rtc.Calls;

/// <summary>A timer of a call. Each delay of each statechart has one.</summary>
/// <param name="Chart">The statechart.</param>
/// <param name="Delay">The number of the delay in the statechart's enum of delays.</param>
internal readonly record struct CallTimer(CallChart Chart, int Delay)
{
    /// <summary>The duration in the statechart, unless <see cref="CallTimes"/> sets another one.</summary>
    public TimeSpan DefaultDuration => Chart switch
    {
        CallChart.Call => CallMachine.DefaultDuration((CallDelay)Delay),
        CallChart.Negotiation => NegotiationMachine.DefaultDuration((NegotiationDelay)Delay),
        CallChart.Absence => AbsenceMachine.DefaultDuration((AbsenceDelay)Delay),
        CallChart.Trickle => TrickleMachine.DefaultDuration((TrickleDelay)Delay),
        _ => throw new ArgumentOutOfRangeException(nameof(Chart), Chart, "There is no such statechart."),
    };

    /// <summary>The timer of a delay of the call.</summary>
    public static implicit operator CallTimer(CallDelay delay) => new(CallChart.Call, (int)delay);

    /// <summary>The timer of a delay of the negotiation.</summary>
    public static implicit operator CallTimer(NegotiationDelay delay) => new(CallChart.Negotiation, (int)delay);

    /// <summary>The timer of a delay of the other side's absence.</summary>
    public static implicit operator CallTimer(AbsenceDelay delay) => new(CallChart.Absence, (int)delay);

    /// <summary>The timer of a delay of the candidates.</summary>
    public static implicit operator CallTimer(TrickleDelay delay) => new(CallChart.Trickle, (int)delay);

    /// <summary>The name of the delay.</summary>
    public override string ToString() => Chart switch
    {
        CallChart.Call => ((CallDelay)Delay).ToString(),
        CallChart.Negotiation => ((NegotiationDelay)Delay).ToString(),
        CallChart.Absence => ((AbsenceDelay)Delay).ToString(),
        _ => ((TrickleDelay)Delay).ToString(),
    };
}
