using System.Net.WebSockets;

namespace Skapi.Realtime.Gateway.Connections;

/// <summary>Takes the messages of one connection.</summary>
internal interface IMessageReceiver
{
    /// <summary>Takes one whole message. The next one is not read before this has ended.</summary>
    /// <param name="type">Text or binary.</param>
    /// <param name="message">The message; the memory is used again afterwards.</param>
    ValueTask ReceiveAsync(WebSocketMessageType type, ReadOnlyMemory<byte> message);
}
