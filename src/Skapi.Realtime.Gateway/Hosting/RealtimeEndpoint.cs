using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Skapi.Protocol;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Diagnostics;
using Skapi.Realtime.Gateway.Http;
using Skapi.Realtime.Gateway.Relay;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Hosting;

/// <summary>The WebSocket endpoint: checks the token, upgrades the request, and stays until the connection ends.</summary>
internal sealed class RealtimeEndpoint(
    IOptions<SkapiRealtimeOptions> options, TokenValidator validator, RelayHub hub, GatewayMetrics metrics, TimeProvider time, ILogger<RealtimeEndpoint> logger)
{
    /// <summary>The response header that tells a client its own cid, an extension: a browser page cannot see it.</summary>
    public const string CidHeader = "Skapi-Cid";

    private readonly SkapiRealtimeOptions _options = options.Value;

    public async Task HandleAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers[HeaderNames.Upgrade] = "websocket";
            await HttpError.WriteAsync(context, StatusCodes.Status426UpgradeRequired, SkapiErrorCode.InvalidRequest, "This endpoint speaks WebSocket.").ConfigureAwait(false);
            return;
        }

        var token = BearerToken.FromQueryOrHeader(context.Request);
        var result = await validator.ValidateAsync(token).ConfigureAwait(false);
        if (!result.IsValid)
        {
            logger.ConnectionRefused(result.Refusal);
            await HttpError.WriteUnauthorizedAsync(context, result.Refusal).ConfigureAwait(false);
            return;
        }

        var connection = new Connection(ConnectionId.Create(), result.User, new SendQueue(_options.MaxQueuedBytes));
        var admission = hub.Open(connection);
        if (admission != Admission.Admitted)
        {
            logger.ConnectionRefused(admission.ToString());
            await RefuseAsync(context, admission).ConfigureAwait(false);
            return;
        }

        try
        {
            await RunAsync(context, connection, new FrameTokens(result.User, token!, validator)).ConfigureAwait(false);
        }
        finally
        {
            // Also when the upgrade itself failed.
            connection.Queue.Complete(CloseReason.Lost);
            hub.Close(connection);
            metrics.ConnectionClosed();
            logger.ConnectionClosed(connection.Cid, connection.Queue.CloseReason!.Description);
        }
    }

    private async Task RunAsync(HttpContext context, Connection connection, FrameTokens tokens)
    {
        context.Response.Headers[CidHeader] = connection.Cid;
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            KeepAliveInterval = _options.KeepAliveInterval,
            KeepAliveTimeout = _options.KeepAliveTimeout,
        }).ConfigureAwait(false);
        logger.ConnectionOpened(connection.Cid);
        var pump = new WebSocketPump(socket, connection.Queue, _options, time);
        var running = pump.RunAsync(new ClientSession(connection, tokens, hub, metrics), context.RequestAborted);
        // The group hears of the end at once, even where the closing handshake takes its time.
        await connection.Queue.Completion.ConfigureAwait(false);
        hub.Close(connection);
        await running.ConfigureAwait(false);
    }

    private Task RefuseAsync(HttpContext context, Admission admission) => admission switch
    {
        Admission.TooManyConnections => HttpError.WriteAsync(
            context,
            StatusCodes.Status429TooManyRequests,
            SkapiErrorCode.InvalidRequest,
            $"This user has {_options.MaxConnectionsPerUser} connections, which is the limit; close one first."),
        _ => HttpError.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, SkapiErrorCode.ConnectionFailed, "The gateway is shutting down."),
    };
}
