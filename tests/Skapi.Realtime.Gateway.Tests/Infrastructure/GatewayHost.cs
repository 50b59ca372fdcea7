using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Development;

namespace Skapi.Realtime.Gateway.Tests.Infrastructure;

/// <summary>A gateway on Kestrel, at a free port of this machine.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    public const string Service = "ap22service";
    public const string Owner = "00000000-0000-4000-8000-00000000beef";

    private readonly WebApplication _app;

    private GatewayHost(WebApplication app, Uri address, RecordingLoggerProvider log)
    {
        _app = app;
        Address = address;
        Log = log;
        Http = new HttpClient { BaseAddress = address };
        Tokens = app.Services.GetRequiredService<DevelopmentTokens>();
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public DevelopmentTokens Tokens { get; }

    public RecordingLoggerProvider Log { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<GatewayHost> StartAsync(
        Action<SkapiRealtimeOptions>? configure = null, TimeProvider? time = null, Action<IServiceCollection>? addServices = null)
    {
        var log = new RecordingLoggerProvider();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (time is not null)
            builder.Services.AddSingleton(time);
        builder.Services.AddSkapiRealtime(options =>
        {
            options.UseDevelopmentKey();
            configure?.Invoke(options);
        });
        addServices?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapSkapiRealtime("/realtime");
        app.MapSkapiDiscovery();
        await app.StartAsync().OrHang();
        var server = app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>();
        return new GatewayHost(app, new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()), log);
    }

    public string AccessToken(string userId, string service = Service) => Tokens.IssueAccessToken(userId, service, Owner);

    public string IdToken(string userId, string service = Service) => Tokens.IssueIdToken(userId, service, Owner);

    public async Task<RealtimeClient> ConnectAsync(string userId, string service = Service)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        var token = AccessToken(userId, service);
        await socket.ConnectAsync(RealtimeUri(token), CancellationToken.None).OrHang();
        return new RealtimeClient(
            socket, socket.HttpResponseHeaders!["Skapi-Cid"].Single(), token, $"IdT:{service}:{Owner}:{IdToken(userId, service)}");
    }

    /// <summary>Connects without a WebSocket client's help, to see how the gateway answers.</summary>
    public async Task<HttpResponseMessage> RequestUpgradeAsync(string? token, string? authorization = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, token is null ? "/realtime" : $"/realtime?token={Uri.EscapeDataString(token)}");
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (origin is not null)
            request.Headers.TryAddWithoutValidation("Origin", origin);
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).OrHang();
    }

    public async Task<(HttpStatusCode Status, JsonObject Body)> QueryAsync(object body, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/realtime/get-ws-group") { Content = JsonContent.Create(body) };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await Http.SendAsync(request).OrHang();
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject());
    }

    public Uri RealtimeUri(string token) => new($"ws://{Address.Authority}/realtime?token={Uri.EscapeDataString(token)}");

    public Task StopAsync() => _app.StopAsync().OrHang();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync().AsTask().OrHang();
    }
}
