using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Skapi.Protocol;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Diagnostics;
using Skapi.Realtime.Gateway.Http;
using Skapi.Realtime.Gateway.Limits;
using Skapi.Realtime.Gateway.Relay;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Hosting;

/// <summary>The WebSocket endpoint: verifies the token, upgrades the request, and runs until the connection ends.</summary>
internal sealed class RealtimeEndpoint(
    IOptions<SkapiRealtimeOptions> options,
    TokenValidator validator,
    IRelay relay,
    HookRunner hooks,
    GatewayLimits limits,
    RequestLimit requests,
    QueueTotal total,
    ConnectionDrain drain,
    GatewayMetrics metrics,
    TimeProvider time,
    ILogger<RealtimeEndpoint> logger)
{
    /// <summary>The response header that tells a client its own cid. An extension: a browser page cannot see it.</summary>
    public const string CidHeader = "Skapi-Cid";

    private readonly SkapiRealtimeOptions _options = options.Value;
    private readonly Origins _origins = new(options.Value.AllowedOrigins);

    public async Task HandleAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers[HeaderNames.Upgrade] = "websocket";
            await HttpError.WriteAsync(
                context,
                StatusCodes.Status426UpgradeRequired,
                SkapiErrorCode.InvalidRequest,
                "This endpoint accepts WebSocket connections only.").ConfigureAwait(false);
            return;
        }

        if (!await requests.TryPassAsync(context).ConfigureAwait(false))
        {
            Refused("The address sends too many requests.");
            return;
        }

        if (!_origins.Allows(context.Request))
        {
            Refused("The origin is not allowed.");
            await HttpError.WriteAsync(
                context,
                StatusCodes.Status403Forbidden,
                SkapiErrorCode.InvalidRequest,
                "Pages from this origin may not connect. Add the origin to AllowedOrigins.").ConfigureAwait(false);
            return;
        }

        var token = BearerToken.FromQueryOrHeader(context.Request);
        var result = await validator.ValidateAsync(token).ConfigureAwait(false);
        if (!result.IsValid)
        {
            Refused(result.Refusal);
            await HttpError.WriteUnauthorizedAsync(context, result).ConfigureAwait(false);
            return;
        }

        var user = result.User;
        using var senderLimits = limits.Create(user, AddressKey.Of(context.Connection.RemoteIpAddress));
        var connection = new Connection(relay.CreateCid(), user, new SendQueue(_options.MaxQueuedBytes, total), senderLimits);
        if (hooks.Any && !await MayConnectAsync(context, connection, result.Claims!).ConfigureAwait(false))
            return;
        if (!drain.TryAdd(connection))
        {
            Refused("The gateway is shutting down.");
            await HttpError.WriteAsync(
                context, StatusCodes.Status503ServiceUnavailable, SkapiErrorCode.ConnectionFailed, "The gateway is shutting down.")
                .ConfigureAwait(false);
            return;
        }

        try
        {
            await AdmitAsync(context, connection, token!).ConfigureAwait(false);
        }
        finally
        {
            drain.Remove(connection);
        }
    }

    private async Task<bool> MayConnectAsync(HttpContext context, Connection connection, ClaimsIdentity claims)
    {
        var decision = await hooks.OnConnectingAsync(connection, new ClaimsPrincipal(claims), context.RequestAborted)
            .ConfigureAwait(false);
        if (decision.IsAllowed)
            return true;
        Refused("The app does not allow it.");
        await HttpError.WriteAsync(context, StatusCodes.Status403Forbidden, SkapiErrorCode.InvalidRequest, decision.Refusal)
            .ConfigureAwait(false);
        return false;
    }

    private async Task AdmitAsync(HttpContext context, Connection connection, string token)
    {
        var admission = await relay.OpenAsync(connection).ConfigureAwait(false);
        if (admission != Admission.Admitted)
        {
            Refused(admission.ToString());
            await RefuseAsync(context, admission).ConfigureAwait(false);
            return;
        }

        try
        {
            await RunAsync(context, connection, new FrameTokens(connection.User, token, validator)).ConfigureAwait(false);
        }
        finally
        {
            // Also if the upgrade itself failed.
            connection.Queue.Complete(CloseReason.Lost);
            connection.Queue.Abandon();
            await relay.CloseAsync(connection).ConfigureAwait(false);
            metrics.ConnectionClosed();
            logger.ConnectionClosed(connection.Cid, connection.Queue.CloseReason!.Description);
        }
    }

    private async Task RunAsync(HttpContext context, Connection connection, FrameTokens tokens)
    {
        context.Response.Headers[CidHeader] = connection.Cid;
        var (interval, timeout) = KeepAlive.ForSocket(_options.KeepAliveInterval, _options.KeepAliveTimeout);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            KeepAliveInterval = interval,
            KeepAliveTimeout = timeout,
        }).ConfigureAwait(false);
        logger.ConnectionOpened(connection.Cid);
        string? group = null;
        try
        {
            await hooks.OnConnectedAsync(connection, context.RequestAborted).ConfigureAwait(false);
            var pump = new WebSocketPump(socket, connection.Queue, _options, time);
            var frameHooks = new FrameHooks(connection, hooks, relay, context.RequestAborted);
            var session = new ClientSession(
                connection, tokens, relay, frameHooks, metrics, _options.RateLimits.MaxRefusalsInARow, logger);
            var running = pump.RunAsync(session, context.RequestAborted);
            // The group is told at once, even if the closing handshake takes long.
            await connection.Queue.Completion.ConfigureAwait(false);
            group = await relay.CloseAsync(connection).ConfigureAwait(false);
            await running.ConfigureAwait(false);
        }
        finally
        {
            if (group is not null)
                await hooks.OnLeftAsync(connection, group, CancellationToken.None).ConfigureAwait(false);
            await hooks.OnDisconnectedAsync(connection, connection.Queue.CloseReason!.Description).ConfigureAwait(false);
        }
    }

    private void Refused(string reason)
    {
        metrics.ConnectionRefused();
        logger.ConnectionRefused(reason);
    }

    private Task RefuseAsync(HttpContext context, Admission admission) => admission switch
    {
        Admission.TooManyConnections => HttpError.WriteAsync(
            context,
            StatusCodes.Status429TooManyRequests,
            SkapiErrorCode.InvalidRequest,
            $"This user has {_options.MaxConnectionsPerUser} connections, which is the limit. Close one first."),
        Admission.Unavailable => HttpError.WriteAsync(
            context,
            StatusCodes.Status503ServiceUnavailable,
            SkapiErrorCode.ConnectionFailed,
            "The gateway cannot reach the other gateways."),
        _ => throw new ArgumentOutOfRangeException(nameof(admission), admission, "Only a refusal can be answered."),
    };
}
