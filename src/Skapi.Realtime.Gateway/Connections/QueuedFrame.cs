namespace Skapi.Realtime.Gateway.Connections;

/// <summary>A frame that waits to be sent.</summary>
/// <param name="Text">The frame as it goes over the wire.</param>
/// <param name="Sender">The connection that sent it to this recipient alone. Null for frames of the gateway and posts to groups.</param>
internal readonly record struct QueuedFrame(byte[] Text, Connection? Sender);
