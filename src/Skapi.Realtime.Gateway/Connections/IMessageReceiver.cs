using System.Net.WebSockets;

namespace Skapi.Realtime.Gateway.Connections;

/// <summary>Handles the messages of one connection.</summary>
internal interface IMessageReceiver
{
    /// <summary>Handles one whole message. The next message is read after the task completes.</summary>
    /// <param name="type">Text or binary.</param>
    /// <param name="message">The message. The receiver may change it. The memory is reused after the task completes.</param>
    ValueTask ReceiveAsync(WebSocketMessageType type, Memory<byte> message);
}
