using System.Net.WebSockets;
using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Diagnostics;
using Skapi.Realtime.Gateway.Frames;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Relay;

/// <summary>Reads one client's messages as frames and lets the good ones through to the relay; the others are answered by an error.</summary>
internal sealed class ClientSession(Connection connection, FrameTokens tokens, RelayHub hub, GatewayMetrics metrics) : IMessageReceiver
{
    public async ValueTask ReceiveAsync(WebSocketMessageType type, ReadOnlyMemory<byte> message)
    {
        var refusal = type == WebSocketMessageType.Text
            ? await ReceiveTextAsync(message).ConfigureAwait(false)
            : GatewayFrames.Error(SkapiErrorCode.InvalidRequest, "A binary frame; frames are JSON texts.");
        if (refusal is null)
            return;
        metrics.FrameRefused(refusal.Code!);
        hub.Reply(connection, refusal);
    }

    private async ValueTask<GatewayFrame?> ReceiveTextAsync(ReadOnlyMemory<byte> text)
    {
        if (!JsonCodec.TryDecode<ClientFrame>(text.Span, out var frame, out var error))
            return GatewayFrames.Error(SkapiErrorCode.InvalidParameter, $"The frame cannot be read. {error}");
        metrics.FrameReceived(frame);
        if (await tokens.CheckAsync(frame).ConfigureAwait(false) is { } reason)
            return GatewayFrames.Error(SkapiErrorCode.InvalidToken, $"{frame.Action}: “token”: {reason}");
        hub.Handle(connection, frame);
        return null;
    }
}
