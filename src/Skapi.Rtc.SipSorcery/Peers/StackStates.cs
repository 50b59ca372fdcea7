using SIPSorcery.Net;
using Skapi.Protocol;

namespace Skapi.Rtc.SipSorcery.Peers;

/// <summary>The stack's states in W3C's words.</summary>
internal static class StackStates
{
    public static PeerConnectionState ToPeerConnectionState(this RTCPeerConnectionState state) => state switch
    {
        RTCPeerConnectionState.connecting => PeerConnectionState.Connecting,
        RTCPeerConnectionState.connected => PeerConnectionState.Connected,
        RTCPeerConnectionState.disconnected => PeerConnectionState.Disconnected,
        RTCPeerConnectionState.failed => PeerConnectionState.Failed,
        RTCPeerConnectionState.closed => PeerConnectionState.Closed,
        _ => PeerConnectionState.New,
    };

    public static IceConnectionState ToIceConnectionState(this RTCIceConnectionState state) => state switch
    {
        RTCIceConnectionState.checking => IceConnectionState.Checking,
        RTCIceConnectionState.connected => IceConnectionState.Connected,
        RTCIceConnectionState.disconnected => IceConnectionState.Disconnected,
        RTCIceConnectionState.failed => IceConnectionState.Failed,
        RTCIceConnectionState.closed => IceConnectionState.Closed,
        _ => IceConnectionState.New,
    };
}
