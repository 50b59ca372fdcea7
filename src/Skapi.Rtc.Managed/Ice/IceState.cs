namespace Skapi.Rtc.Managed.Ice;

/// <summary>The state of an agent (W3C WebRTC, RTCIceTransportState).</summary>
internal enum IceState
{
    /// <summary>No candidate of the other side is known.</summary>
    New,

    /// <summary>Pairs are checked.</summary>
    Checking,

    /// <summary>A pair works, and better ones may be found.</summary>
    Connected,

    /// <summary>A pair was chosen and no better one can be found.</summary>
    Completed,

    /// <summary>The pair that was chosen does not answer at the moment.</summary>
    Disconnected,

    /// <summary>No pair works, or the chosen one stopped to.</summary>
    Failed,

    /// <summary>The agent was closed.</summary>
    Closed,
}
