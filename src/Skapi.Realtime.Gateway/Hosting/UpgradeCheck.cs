using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
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

/// <summary>
/// Decides whether a request may become a connection: by its rate, origin and token, and by the app. Answers refused requests.
/// </summary>
internal sealed class UpgradeCheck(
    IOptions<SkapiRealtimeOptions> options,
    TokenValidator validator,
    IRelay relay,
    HookRunner hooks,
    GatewayLimits limits,
    RequestLimit requests,
    QueueTotal total,
    ConnectionReports reports)
{
    private readonly SkapiRealtimeOptions _options = options.Value;
    private readonly Origins _origins = new(options.Value.AllowedOrigins);

    /// <summary>Checks a request, and creates its connection.</summary>
    /// <returns>Null if the request was answered. Otherwise the caller disposes the limits of the connection.</returns>
    public async ValueTask<(Connection Connection, FrameTokens Tokens)?> TryPassAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers[HeaderNames.Upgrade] = "websocket";
            await HttpError.WriteAsync(
                context,
                StatusCodes.Status426UpgradeRequired,
                SkapiErrorCode.InvalidRequest,
                "This endpoint accepts WebSocket connections only.").ConfigureAwait(false);
            return null;
        }

        if (!await requests.TryPassAsync(context).ConfigureAwait(false))
        {
            reports.Refused("The address sends too many requests.");
            return null;
        }

        if (!_origins.Allows(context.Request))
        {
            await ForbidAsync(
                context,
                "The origin is not allowed.",
                "Pages from this origin may not connect. Add the origin to AllowedOrigins.").ConfigureAwait(false);
            return null;
        }

        var token = BearerToken.FromQueryOrHeader(context.Request);
        ForgetQuery(context);
        var result = await validator.ValidateAsync(token).ConfigureAwait(false);
        if (result.IsValid)
            return await CreateAsync(context, result.User, token!, new ClaimsPrincipal(result.Claims!)).ConfigureAwait(false);
        reports.Refused(result.Refusal);
        await HttpError.WriteUnauthorizedAsync(context, result).ConfigureAwait(false);
        return null;
    }

    private async ValueTask<(Connection Connection, FrameTokens Tokens)?> CreateAsync(
        HttpContext context, RealtimeUser user, string token, ClaimsPrincipal claims)
    {
        var rates = limits.Create(user, AddressKey.Of(context.Connection.RemoteIpAddress));
        var connection = new Connection(relay.CreateCid(), user, new SendQueue(_options.MaxQueuedBytes, total), rates);
        if (_options.JoinPolicy is not null)
            connection.Claims = claims;
        var isAllowed = false;
        try
        {
            var decision = await hooks.OnConnectingAsync(connection, claims, context.RequestAborted).ConfigureAwait(false);
            isAllowed = decision.IsAllowed;
            if (isAllowed)
                return (connection, new FrameTokens(user, token, validator));
            await ForbidAsync(context, "The app does not allow it.", decision.Refusal!).ConfigureAwait(false);
            return null;
        }
        finally
        {
            if (!isAllowed)
                rates.Dispose();
        }
    }

    private Task ForbidAsync(HttpContext context, string reason, string message)
    {
        reports.Refused(reason);
        return HttpError.WriteAsync(context, StatusCodes.Status403Forbidden, SkapiErrorCode.InvalidRequest, message);
    }

    /// <summary>
    /// Drops the token from the request, which lives as long as the connection. So it costs no memory, and a log that is written at the
    /// end of the request does not contain it.
    /// </summary>
    private static void ForgetQuery(HttpContext context)
    {
        context.Request.QueryString = QueryString.Empty;
        context.Request.Query = QueryCollection.Empty;
        if (context.Features.Get<IHttpRequestFeature>() is { } feature)
            feature.RawTarget = context.Request.Path;
    }
}
