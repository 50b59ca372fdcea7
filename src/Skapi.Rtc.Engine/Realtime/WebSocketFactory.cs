using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net.WebSockets;
using Skapi.Protocol;

namespace Skapi.Rtc.Realtime;

/// <summary>Opens sockets with .NET's own WebSocket client.</summary>
/// <param name="handler">The HTTP handler that opens the connections, or null for .NET's own.</param>
internal sealed class WebSocketFactory(HttpMessageHandler? handler) : IRealtimeSocketFactory
{
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(20);

    // The handler is the app's, so it is not disposed, and neither is the invoker.
    private readonly HttpMessageInvoker? _invoker = handler is null ? null : new HttpMessageInvoker(handler, disposeHandler: false);

    public async ValueTask<IRealtimeSocket> OpenAsync(Uri endpoint, string accessToken, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;

        // Detects a connection that was cut silently (RFC 6455, section 5.5.2). TCP alone needs a quarter of an hour.
        socket.Options.KeepAliveInterval = PingInterval;
        socket.Options.KeepAliveTimeout = PingTimeout;
        IPAddress? local = null;
        using var own = _invoker is null ? CreateInvoker(address => local = address) : null;
        try
        {
            await socket.ConnectAsync(WithToken(endpoint, accessToken), _invoker ?? own, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            using (socket)
                throw error is WebSocketException or HttpRequestException ? ErrorOf(endpoint, socket, error) : error;
        }

        return new WebSocketAdapter(socket, OwnCid(socket), local);
    }

    /// <summary>
    /// Opens one connection with the settings of <see cref="ClientWebSocket"/> itself, and tells from which address. The connection
    /// outlives the invoker.
    /// </summary>
    private static HttpMessageInvoker CreateInvoker(Action<IPAddress> opened) => new(new SocketsHttpHandler
    {
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.Zero,
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
                var local = ((IPEndPoint)socket.LocalEndPoint!).Address;
                opened(local.IsIPv4MappedToIPv6 ? local.MapToIPv4() : local);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    });

    private static RealtimeException ErrorOf(Uri endpoint, ClientWebSocket socket, Exception error)
    {
        var gateway = $"The gateway at {endpoint}";
        return socket.HttpStatusCode switch
        {
            0 => ConnectErrors.Unreachable(gateway, OptionNames.WebSocketEndpoint, error),
            var status and (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) => new RealtimeException(
                SkapiErrorCode.InvalidToken,
                $"{gateway} refused the access token ({(int)status}). {ReasonOf(socket)}",
                isTransient: false,
                error),
            var status => ConnectErrors.Status(gateway, OptionNames.WebSocketEndpoint, status, error),
        };
    }

    /// <summary>
    /// Why a token was refused, in the words of the gateway (RFC 6750, section 3). .NET does not give the body of the response.
    /// </summary>
    private static string ReasonOf(ClientWebSocket socket)
    {
        const string attribute = "error_description=\"";
        foreach (var challenge in HeaderOf(socket, "WWW-Authenticate"))
        {
            if (!AuthenticationHeaderValue.TryParse(challenge, out var header) || header.Parameter is not { } parameters)
                continue;

            var start = parameters.IndexOf(attribute, StringComparison.OrdinalIgnoreCase);
            if (start >= 0 && parameters[(start + attribute.Length)..].Split('"') is [{ Length: > 0 } description, ..])
                return description;
        }

        return "Sign in again.";
    }

    private static Uri WithToken(Uri endpoint, string accessToken)
    {
        var token = "token=" + Uri.EscapeDataString(accessToken);
        return new UriBuilder(endpoint) { Query = endpoint.Query.Length > 1 ? $"{endpoint.Query[1..]}&{token}" : token }.Uri;
    }

    /// <summary>The connection's own id, from a header that this toolkit's gateway adds to the upgrade (docs/gateway.md).</summary>
    private static string? OwnCid(ClientWebSocket socket) =>
        HeaderOf(socket, "Skapi-Cid").FirstOrDefault() is { Length: > 0 } cid
            ? cid.StartsWith("cid:", StringComparison.Ordinal) ? cid : "cid:" + cid
            : null;

    private static IEnumerable<string> HeaderOf(ClientWebSocket socket, string name) =>
        socket.HttpResponseHeaders is { } headers && headers.TryGetValue(name, out var values) ? values : [];
}
