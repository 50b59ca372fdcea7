namespace Skapi.Realtime.Gateway.Turn;

/// <summary>A STUN or TURN server for a client: what W3C WebRTC calls <c>RTCIceServer</c>.</summary>
/// <param name="Urls">The URLs of the server.</param>
/// <param name="UserName">The user name, or null for a STUN server.</param>
/// <param name="Credential">The password, or null for a STUN server.</param>
public sealed record RealtimeIceServer(IReadOnlyList<string> Urls, string? UserName, string? Credential)
{
    /// <summary>Returns the URLs. The credential must not reach a log.</summary>
    public override string ToString() => string.Join(' ', Urls);
}
