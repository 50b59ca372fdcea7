namespace Skapi.Realtime.Gateway.Connections;

/// <summary>A frame that waits to be sent.</summary>
/// <param name="Bytes">The frame as it goes over the wire: see <see cref="Wire.WebSocketFrame"/>.</param>
/// <param name="Sender">
/// What identifies the connection that sent it to this recipient alone: the connection, or the cid of one of another process. Null for
/// frames of the gateway and posts to groups.
/// </param>
internal readonly record struct QueuedFrame(byte[] Bytes, object? Sender);
