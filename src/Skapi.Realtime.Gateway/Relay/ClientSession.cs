using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Diagnostics;
using Skapi.Realtime.Gateway.Frames;
using Skapi.Realtime.Gateway.Tokens;
using Skapi.Realtime.Gateway.Wire;

namespace Skapi.Realtime.Gateway.Relay;

/// <summary>Decodes the messages of one client and passes valid frames to the relay. Answers the others with an error.</summary>
/// <param name="connection">The client's connection.</param>
/// <param name="tokens">Verifies the tokens in its frames.</param>
/// <param name="relay">The relay.</param>
/// <param name="hooks">Asks the app about its frames.</param>
/// <param name="metrics">Counts frames.</param>
/// <param name="maxRefusals">The maximum number of frames in a row over a rate limit.</param>
/// <param name="logger">The log.</param>
internal sealed class ClientSession(
    Connection connection,
    FrameTokens tokens,
    IRelay relay,
    FrameHooks hooks,
    GatewayMetrics metrics,
    int maxRefusals,
    ILogger logger) : IMessageReceiver
{
    /// <summary>How long a client should wait while the backplane is away.</summary>
    private static readonly TimeSpan BackplanePause = TimeSpan.FromSeconds(5);

    private int _refusals;

    public async ValueTask ReceiveAsync(WebSocketMessageType type, Memory<byte> message)
    {
        var refusal = connection.Limits is { } limits && !limits.TryReceive(PercentEscaping.LengthOf(message.Span), out var retryAfter)
            ? GatewayFrames.TooManyRequests(retryAfter)
            : await HandleMessageAsync(type, message).ConfigureAwait(false);
        if (refusal is not null)
        {
            metrics.FrameRefused(refusal.Code!);
            relay.Reply(connection, refusal);
        }

        _refusals = refusal?.Code == SkapiErrorCode.TooManyRequests.Value ? _refusals + 1 : 0;
        if (_refusals <= maxRefusals || connection.Queue.CloseReason is not null)
            return;
        // Logged first, so that whoever sees the close frame finds the reason in the log.
        metrics.ClientFlooded();
        logger.ClientFlooded(connection.Cid);
        connection.Queue.Complete(CloseReason.TooManyRequests);
    }

    private ValueTask<GatewayFrame?> HandleMessageAsync(WebSocketMessageType type, Memory<byte> message) =>
        type == WebSocketMessageType.Text
            ? HandleTextAsync(message)
            : new(GatewayFrames.Error(SkapiErrorCode.InvalidRequest, "The frame is binary; frames must be JSON texts."));

    private async ValueTask<GatewayFrame?> HandleTextAsync(Memory<byte> text)
    {
        var known = tokens.CutKnown(ref text);
        if (!JsonCodec.TryDecode<ClientFrame>(text.Span, out var frame, out var error))
            return GatewayFrames.Error(SkapiErrorCode.InvalidParameter, $"The frame cannot be read. {error}");
        metrics.FrameReceived(frame);
        var refusal = await tokens.CheckAsync(frame, known).ConfigureAwait(false) is { } reason
            ? GatewayFrames.Error(SkapiErrorCode.InvalidToken, $"{frame.Action}: “token”: {reason}")
            : await HandleFrameAsync(frame).ConfigureAwait(false);
        // A client that is refused a group must know which one, because it may have asked for another since.
        return refusal is not null && frame is ClientFrame.JoinRoom join ? refusal with { SenderGroup = join.Group } : refusal;
    }

    private async ValueTask<GatewayFrame?> HandleFrameAsync(ClientFrame frame)
    {
        try
        {
            var (allowed, refusal) = await hooks.ApplyAsync(frame).ConfigureAwait(false);
            if (allowed is null)
                return refusal;
            var result = await relay.HandleAsync(connection, allowed).ConfigureAwait(false);
            await hooks.ReportAsync(result).ConfigureAwait(false);
            return result.Refusal;
        }
        catch (BackplaneException e)
        {
            logger.BackplaneFailed(e);
            return GatewayFrames.Unavailable(BackplanePause);
        }
    }
}
