namespace Skapi.Realtime.Gateway.Configuration;

/// <summary>
/// The STUN and TURN servers that clients get from <c>GET ice-servers</c>. The TURN servers share a secret with the gateway, as coturn
/// does with <c>use-auth-secret</c> (draft-uberti-behave-turn-rest-00).
/// </summary>
public sealed class TurnOptions
{
    /// <summary>The URLs of STUN servers (RFC 7064), such as <c>stun:turn.example:3478</c>.</summary>
    public IList<string> StunUrls { get; } = [];

    /// <summary>The URLs of TURN servers (RFC 7065), such as <c>turn:turn.example:3478?transport=udp</c>.</summary>
    public IList<string> Urls { get; } = [];

    /// <summary>The secret that the TURN servers know: coturn's <c>static-auth-secret</c>. Required if there are TURN servers.</summary>
    public string? SharedSecret { get; set; }

    /// <summary>How long a credential is valid. A call that is relayed must be set up within it. One hour by default.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);
}
