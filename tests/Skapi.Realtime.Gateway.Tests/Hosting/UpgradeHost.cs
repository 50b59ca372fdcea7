using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Development;
using Skapi.Realtime.Gateway.Hosting;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Hosting;

/// <summary>A gateway on Kestrel, and the way that the frames of its last connection take.</summary>
internal sealed class UpgradeHost : IAsyncDisposable
{
    private readonly TaskCompletionSource<FrameStream?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication _server;
    private volatile HttpContext? _context;

    private UpgradeHost(WebApplication server) => _server = server;

    public Uri Address =>
        new(_server.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    /// <summary>The stream below the WebSocket, or null if the server has its own.</summary>
    public FrameStream? Stream => StreamOf(_context);

    /// <summary>The same, when the first connection has ended.</summary>
    public Task<FrameStream?> Ended => _ended.Task;

    public string? Protocol { get; private set; }

    public static async Task<UpgradeHost> StartAsync(
        Action<ListenOptions>? listen = null, Action<WebApplication>? app = null, Action<SkapiRealtimeOptions>? options = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listening => listen?.Invoke(listening)));
        builder.Services.AddSkapiRealtime(realtime =>
        {
            realtime.UseDevelopmentKey();
            options?.Invoke(realtime);
        });
        var server = builder.Build();
        var host = new UpgradeHost(server);
        app?.Invoke(server);
        server.Use(next => context => host.WatchAsync(next, context));
        server.MapSkapiRealtime("/realtime");
        await server.StartAsync().OrHang();
        return host;
    }

    public string IssueToken(string userId) =>
        _server.Services.GetRequiredService<DevelopmentTokens>().IssueAccessToken(userId, GatewayHost.Service, GatewayHost.Owner);

    public RawClient CreateRawClient(string userId) => new(Address, IssueToken(userId));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static FrameStream? StreamOf(HttpContext? context) => (context?.Features.Get<IHttpUpgradeFeature>() as FrameUpgrade)?.Stream;

    private async Task WatchAsync(RequestDelegate next, HttpContext context)
    {
        _context = context;
        Protocol = context.Request.Protocol;
        await next(context);
        _ended.TrySetResult(StreamOf(context));
    }
}
