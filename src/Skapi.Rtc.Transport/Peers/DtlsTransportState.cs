namespace Skapi.Rtc.Peers;

/// <summary>The state of a DTLS transport (W3C WebRTC, RTCDtlsTransportState).</summary>
public enum DtlsTransportState
{
    /// <summary>The handshake has not started.</summary>
    New,

    /// <summary>The handshake is in progress.</summary>
    Connecting,

    /// <summary>The handshake is complete, and the certificate is the announced one.</summary>
    Connected,

    /// <summary>The transport was closed by either side.</summary>
    Closed,

    /// <summary>The handshake or the certificate failed.</summary>
    Failed,
}
