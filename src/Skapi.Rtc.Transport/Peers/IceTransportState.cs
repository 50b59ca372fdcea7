namespace Skapi.Rtc.Peers;

/// <summary>The state of an ICE transport (W3C WebRTC, RTCIceTransportState).</summary>
public enum IceTransportState
{
    /// <summary>Nothing has happened yet.</summary>
    New,

    /// <summary>Candidate pairs are being checked, and none works yet.</summary>
    Checking,

    /// <summary>A pair works, and others are still being checked.</summary>
    Connected,

    /// <summary>A pair works, and the checks have ended.</summary>
    Completed,

    /// <summary>No pair works at present; one may work again.</summary>
    Disconnected,

    /// <summary>No pair works, and none is left to check.</summary>
    Failed,

    /// <summary>The transport is closed.</summary>
    Closed,
}
