using System.Net;
using System.Net.WebSockets;
using Skapi.Protocol;

namespace Skapi.Rtc.Realtime;

/// <summary>Opens sockets with .NET's own WebSocket client.</summary>
internal sealed class WebSocketFactory : IRealtimeSocketFactory
{
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(20);

    public async ValueTask<IRealtimeSocket> OpenAsync(Uri endpoint, string accessToken, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;

        // A connection that is cut without a word (RFC 6455, section 5.5.2): otherwise TCP notices after a quarter of an hour.
        socket.Options.KeepAliveInterval = PingInterval;
        socket.Options.KeepAliveTimeout = PingTimeout;
        try
        {
            await socket.ConnectAsync(WithToken(endpoint, accessToken), cancellationToken).ConfigureAwait(false);
        }
        catch (WebSocketException error)
        {
            var status = socket.HttpStatusCode;
            socket.Dispose();
            throw status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                ? new SkapiException(SkapiErrorCode.InvalidToken, $"The gateway at {endpoint} refused the access token ({(int)status}): sign in again.", error)
                : new SkapiException(SkapiErrorCode.ConnectionFailed, $"The gateway at {endpoint} could not be reached: {error.Message}", error);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        return new WebSocketAdapter(socket, OwnCid(socket));
    }

    private static Uri WithToken(Uri endpoint, string accessToken)
    {
        var token = "token=" + Uri.EscapeDataString(accessToken);
        return new UriBuilder(endpoint) { Query = endpoint.Query.Length > 1 ? $"{endpoint.Query[1..]}&{token}" : token }.Uri;
    }

    /// <summary>A header that this toolkit's gateway adds to the upgrade (docs/gateway.md).</summary>
    private static string? OwnCid(ClientWebSocket socket) =>
        socket.HttpResponseHeaders is { } headers && headers.TryGetValue("Skapi-Cid", out var values) && values.FirstOrDefault() is { Length: > 0 } cid
            ? cid.StartsWith("cid:", StringComparison.Ordinal) ? cid : "cid:" + cid
            : null;
}
