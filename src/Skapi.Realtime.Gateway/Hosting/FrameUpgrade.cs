using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebSockets;
using Skapi.Realtime.Gateway.Connections;

namespace Skapi.Realtime.Gateway.Hosting;

/// <summary>Puts a <see cref="FrameStream"/> between the web server and the WebSocket that is made of a request.</summary>
internal sealed class FrameUpgrade : IHttpUpgradeFeature
{
    /// <summary>The writer of a pipe. Its class is private.</summary>
    private static readonly Type PipeWriterType = new Pipe().Writer.GetType();

    private readonly IHttpUpgradeFeature _server;
    private readonly Socket? _socket;

    private FrameUpgrade(IHttpUpgradeFeature server, Socket? socket) => (_server, _socket) = (server, socket);

    public bool IsUpgradableRequest => _server.IsUpgradableRequest;

    /// <summary>The stream, after the request was upgraded.</summary>
    public FrameStream? Stream { get; private set; }

    /// <summary>Prepares a request, before the middleware for WebSockets runs.</summary>
    /// <param name="context">The request.</param>
    /// <param name="mayUseSocket">See <see cref="Configuration.SkapiRealtimeOptions.WriteToSockets"/>.</param>
    public static void Prepare(HttpContext context, bool mayUseSocket)
    {
        // HTTP/2 has no upgrade, and other servers than Kestrel have WebSockets of their own.
        if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } server)
            return;
        if (context.Features.Get<IHttpWebSocketFeature>() is { } existing)
        {
            if (existing.GetType().Assembly != typeof(WebSocketMiddleware).Assembly)
                return;
            // The app uses the middleware, too. The gateway's own gets the options again.
            context.Features.Set<IHttpWebSocketFeature>(null);
        }

        var socket = mayUseSocket && IsPlain(context.Features) ? context.Features.Get<IConnectionSocketFeature>()?.Socket : null;
        context.Features.Set<IHttpUpgradeFeature>(new FrameUpgrade(server, socket));
    }

    public async Task<Stream> UpgradeAsync()
    {
        Stream = new FrameStream(await _server.UpgradeAsync().ConfigureAwait(false), _socket);
        return Stream;
    }

    /// <summary>Whether the web server's own pipe leads to the socket. TLS and loggers of connections replace it by an adapter.</summary>
    private static bool IsPlain(IFeatureCollection features) =>
        features.Get<ITlsHandshakeFeature>() is null
        && features.Get<IConnectionTransportFeature>()?.Transport.Output.GetType() == PipeWriterType;
}
