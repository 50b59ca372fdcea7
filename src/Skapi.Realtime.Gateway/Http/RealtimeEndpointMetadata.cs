namespace Skapi.Realtime.Gateway.Http;

/// <summary>Marks the WebSocket endpoint, so that the discovery documents can name its path.</summary>
internal sealed class RealtimeEndpointMetadata;
