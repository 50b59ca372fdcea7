namespace Skapi.Rtc.Calls;

/// <summary>What a call waits for with a time limit.</summary>
internal enum CallTimer
{
    /// <summary>For the callee to decide.</summary>
    Ring,

    /// <summary>For the transport to connect.</summary>
    Connect,

    /// <summary>For a connection that was lost to come back, or for the hang-up that explains why it went.</summary>
    Recovery,

    /// <summary>For a peer of this toolkit to come back with a new realtime connection.</summary>
    Return,

    /// <summary>For the published client to connect, before it is told a candidate once more.</summary>
    Reminder,
}
