using System.Net.WebSockets;

namespace Skapi.Realtime.Gateway.Connections;

/// <summary>Why the gateway ends a connection, as the client hears it (RFC 6455, section 7.4.1).</summary>
/// <param name="Status">The close code.</param>
/// <param name="Description">The reason in words: 123 bytes of UTF-8 at the most.</param>
/// <param name="DropsQueue">Whether frames that still wait are thrown away rather than sent first.</param>
internal sealed record CloseReason(WebSocketCloseStatus Status, string Description, bool DropsQueue)
{
    /// <summary>The client closed; the gateway answers its close frame.</summary>
    public static CloseReason ClientClosed { get; } = new(WebSocketCloseStatus.NormalClosure, "The client closed.", DropsQueue: true);

    /// <summary>The connection broke; there is nobody to send a close frame to.</summary>
    public static CloseReason Lost { get; } = new(WebSocketCloseStatus.NormalClosure, "The connection was lost.", DropsQueue: true);

    public static CloseReason InternalError { get; } = new(WebSocketCloseStatus.InternalServerError, "The gateway failed.", DropsQueue: true);

    public static CloseReason ShuttingDown { get; } = new(WebSocketCloseStatus.EndpointUnavailable, "The gateway is shutting down.", DropsQueue: false);

    public static CloseReason FrameTooBig(int limit) =>
        new(WebSocketCloseStatus.MessageTooBig, $"A frame may have {limit} bytes.", DropsQueue: false);

    public static CloseReason TooSlow(int limit) =>
        new(WebSocketCloseStatus.PolicyViolation, $"Too slow: more than {limit} bytes waited to be read.", DropsQueue: true);
}
