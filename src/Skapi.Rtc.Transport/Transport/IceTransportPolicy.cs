namespace Skapi.Rtc.Transport;

/// <summary>Which ICE candidates a peer connection uses (W3C WebRTC, RTCIceTransportPolicy).</summary>
public enum IceTransportPolicy
{
    /// <summary>All candidates: host, server-reflexive and relayed.</summary>
    All,

    /// <summary>Relayed candidates only, so that the other side does not learn this side's addresses. Needs a TURN server.</summary>
    Relay,
}
