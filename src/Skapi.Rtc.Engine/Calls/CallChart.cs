namespace Skapi.Rtc.Calls;

/// <summary>The statecharts that a call consists of.</summary>
internal enum CallChart
{
    /// <summary>The life of the call: <see cref="Protocol.CallState"/>.</summary>
    Call,

    /// <summary>The exchange of descriptions in a connected call: <see cref="Protocol.NegotiationState"/>.</summary>
    Negotiation,

    /// <summary>The presence of the other side: <see cref="Protocol.AbsenceState"/>.</summary>
    Absence,

    /// <summary>The candidates of this side: <see cref="Protocol.TrickleState"/>.</summary>
    Trickle,
}
