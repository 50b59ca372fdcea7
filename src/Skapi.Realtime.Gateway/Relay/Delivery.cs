using Skapi.Protocol;
using Skapi.Realtime.Gateway.Connections;

namespace Skapi.Realtime.Gateway.Relay;

/// <summary>A frame and its recipients: the answer of the relay's state to an input. Valid until the next input.</summary>
/// <param name="Kind">The kind of frame.</param>
/// <param name="Frame">The frame.</param>
/// <param name="Subject">The connection that the frame comes from or speaks of. Null if it comes from the app.</param>
/// <param name="Recipient">The only recipient, or null if there is a list.</param>
/// <param name="List">The recipients, or null if there is only one.</param>
internal readonly record struct Delivery(
    DeliveryKind Kind, GatewayFrame Frame, Connection? Subject, Connection? Recipient, ConnectionList? List)
{
    /// <summary>A frame to the connection that it speaks of.</summary>
    public static Delivery ToSelf(DeliveryKind kind, GatewayFrame frame, Connection connection) =>
        new(kind, frame, connection, connection, null);
}
