using System.Net.WebSockets;

namespace Skapi.Realtime.Gateway.Connections;

/// <summary>Why and how the gateway ends a connection.</summary>
/// <param name="Status">The close code that the client gets (RFC 6455, section 7.4.1).</param>
/// <param name="Description">The reason for the client and the log. At most 123 bytes of UTF-8.</param>
/// <param name="Mode">What happens to the frames that wait, and to the socket.</param>
internal sealed record CloseReason(WebSocketCloseStatus Status, string Description, CloseMode Mode)
{
    /// <summary>The code that asks a client to connect again, registered with IANA but not in RFC 6455.</summary>
    private const int ServiceRestart = 1012;

    /// <summary>The client sent a close frame; the gateway answers it.</summary>
    public static CloseReason ClientClosed { get; } = new(WebSocketCloseStatus.NormalClosure, "The client closed.", CloseMode.Drop);

    /// <summary>The connection broke, so a close frame cannot be sent.</summary>
    public static CloseReason Lost { get; } = new(WebSocketCloseStatus.NormalClosure, "The connection was lost.", CloseMode.Drop);

    /// <summary>The gateway has a fault.</summary>
    public static CloseReason InternalError { get; } =
        new(WebSocketCloseStatus.InternalServerError, "The gateway failed.", CloseMode.Drop);

    /// <summary>The app stops.</summary>
    public static CloseReason ShuttingDown { get; } =
        new(WebSocketCloseStatus.EndpointUnavailable, "The gateway is shutting down.", CloseMode.Drain);

    /// <summary>What connects several gateways is away for too long. Another gateway may reach it.</summary>
    public static CloseReason BackplaneAway { get; } =
        new((WebSocketCloseStatus)ServiceRestart, "The gateway cannot reach the other gateways. Connect again.", CloseMode.Drain);

    /// <summary>A client's frame is larger than the limit.</summary>
    public static CloseReason FrameTooBig(int limit) =>
        new(WebSocketCloseStatus.MessageTooBig, $"The frame is larger than {limit} bytes.", CloseMode.Drain);

    /// <summary>The client reads more slowly than others send to it.</summary>
    public static CloseReason TooSlow(int limit) =>
        new(WebSocketCloseStatus.PolicyViolation, $"Too slow: more than {limit} bytes wait to be read.", CloseMode.Abort);

    /// <summary>The user, or the whole gateway, has too much waiting, and most of it waits for this client.</summary>
    public static CloseReason LargestBacklog { get; } = new(
        WebSocketCloseStatus.PolicyViolation, "Too slow: too much waits in total, and most of it waits for this client.", CloseMode.Abort);

    /// <summary>The app has disconnected the client.</summary>
    public static CloseReason Disconnected { get; } =
        new(WebSocketCloseStatus.PolicyViolation, "The app has disconnected this client.", CloseMode.Drain);

    /// <summary>The client goes on sending although its frames are refused.</summary>
    public static CloseReason TooManyRequests { get; } =
        new(WebSocketCloseStatus.PolicyViolation, "Too many frames were sent over the rate limit.", CloseMode.Drain);
}
