namespace Skapi.Rtc.Transport;

/// <summary>How a peer connection is made.</summary>
public sealed record RtcPeerOptions
{
    /// <summary>STUN and TURN URLs (RFC 7064, RFC 7065), the preferred ones first: a stack may use fewer. Empty: host candidates only.</summary>
    public IReadOnlyList<string> IceServers { get; init; } = [];
}
