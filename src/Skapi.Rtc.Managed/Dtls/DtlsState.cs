namespace Skapi.Rtc.Managed.Dtls;

/// <summary>The state of a DTLS session (W3C WebRTC, RTCDtlsTransportState).</summary>
internal enum DtlsState
{
    /// <summary>The handshake has not begun.</summary>
    New,

    /// <summary>The handshake is under way.</summary>
    Connecting,

    /// <summary>The other side proved its identity; data can be sent and received.</summary>
    Connected,

    /// <summary>One side ended the session.</summary>
    Closed,

    /// <summary>The handshake failed.</summary>
    Failed,
}
