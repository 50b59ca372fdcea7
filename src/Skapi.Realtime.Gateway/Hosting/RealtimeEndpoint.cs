using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Skapi.Protocol;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Diagnostics;
using Skapi.Realtime.Gateway.Http;
using Skapi.Realtime.Gateway.Relay;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Hosting;

/// <summary>The WebSocket endpoint: checks the request, upgrades it, and runs until the connection ends.</summary>
internal sealed class RealtimeEndpoint(
    IOptions<SkapiRealtimeOptions> options,
    UpgradeCheck check,
    IRelay relay,
    HookRunner hooks,
    ConnectionDrain drain,
    GatewayMetrics metrics,
    ConnectionReports reports,
    KeepAliveMonitor keepAlive,
    TimeProvider time,
    ILogger<RealtimeEndpoint> logger)
{
    /// <summary>The response header that tells a client its own cid. An extension: a browser page cannot see it.</summary>
    public const string CidHeader = "Skapi-Cid";

    private readonly SkapiRealtimeOptions _options = options.Value;

    public async Task HandleAsync(HttpContext context)
    {
        // What only the admission needs is garbage while the connection runs.
        if (await AdmitAsync(context).ConfigureAwait(false) is not var (connection, tokens))
            return;
        try
        {
            await RunAsync(context, connection, tokens).ConfigureAwait(false);
        }
        finally
        {
            // Also if the upgrade itself failed.
            connection.Queue.Complete(CloseReason.Lost);
            connection.Queue.Abandon();
            await relay.CloseAsync(connection).ConfigureAwait(false);
            Forget(connection);
            metrics.ConnectionClosed();
            logger.ConnectionClosed(connection.Cid, connection.Queue.CloseReason!.Description);
        }
    }

    /// <summary>Checks a request, and adds its connection to the relay.</summary>
    /// <returns>Null if the request was answered.</returns>
    private async ValueTask<(Connection Connection, FrameTokens Tokens)?> AdmitAsync(HttpContext context)
    {
        using var trace = GatewayTraces.StartConnect();
        if (await check.TryPassAsync(context).ConfigureAwait(false) is not var (connection, tokens))
            return null;
        var isAdmitted = false;
        try
        {
            isAdmitted = await TryOpenAsync(context, connection).ConfigureAwait(false);
            trace?.SetTag("skapi.cid", connection.Cid);
            return isAdmitted ? (connection, tokens) : null;
        }
        finally
        {
            if (!isAdmitted)
                Forget(connection);
        }
    }

    private async ValueTask<bool> TryOpenAsync(HttpContext context, Connection connection)
    {
        if (!drain.TryAdd(connection))
        {
            reports.Refused("The gateway is shutting down.");
            await HttpError.WriteAsync(
                context, StatusCodes.Status503ServiceUnavailable, SkapiErrorCode.ConnectionFailed, "The gateway is shutting down.")
                .ConfigureAwait(false);
            return false;
        }

        var admission = await relay.OpenAsync(connection).ConfigureAwait(false);
        if (admission == Admission.Admitted)
            return true;
        reports.Refused(admission.ToString());
        await RefuseAsync(context, admission).ConfigureAwait(false);
        return false;
    }

    private void Forget(Connection connection)
    {
        drain.Remove(connection);
        connection.Limits?.Dispose();
    }

    private async Task RunAsync(HttpContext context, Connection connection, FrameTokens tokens)
    {
        context.Response.Headers[CidHeader] = connection.Cid;
        var upgrade = context.Features.Get<IHttpUpgradeFeature>() as FrameUpgrade;
        var accept = AcceptWith(isMonitored: upgrade is not null);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(accept).ConfigureAwait(false);
        var frames = upgrade?.Stream;
        logger.ConnectionOpened(connection.Cid);
        string? group = null;
        try
        {
            var pump = new WebSocketPump(socket, frames, connection.Queue, _options, time);
            if (frames is not null)
                keepAlive.Add(frames, pump);
            await hooks.OnConnectedAsync(connection, context.RequestAborted).ConfigureAwait(false);
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
            if (frames is not null)
            {
                keepAlive.Remove(frames);
                logger.ConnectionWay(connection.Cid, frames.IsDirect);
            }

            if (group is not null)
                await hooks.OnLeftAsync(connection, group, CancellationToken.None).ConfigureAwait(false);
            await hooks.OnDisconnectedAsync(connection, connection.Queue.CloseReason!.Description).ConfigureAwait(false);
        }
    }

    private WebSocketAcceptContext AcceptWith(bool isMonitored)
    {
        if (isMonitored)
            return new WebSocketAcceptContext { KeepAliveInterval = Timeout.InfiniteTimeSpan };
        var (interval, timeout) = KeepAlive.ForSocket(_options.KeepAliveInterval, _options.KeepAliveTimeout);
        return new WebSocketAcceptContext { KeepAliveInterval = interval, KeepAliveTimeout = timeout };
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
