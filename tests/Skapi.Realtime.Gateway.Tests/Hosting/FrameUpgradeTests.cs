using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
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

/// <summary>Which way frames take, by what is between the gateway and the network. They arrive on each.</summary>
public class FrameUpgradeTests
{
    [Fact]
    public Task A_connection_without_TLS_is_written_to_directly() => CheckAsync(isDirect: true);

    [Fact]
    public Task The_app_s_own_middleware_for_WebSockets_changes_nothing() => CheckAsync(isDirect: true, app: app => app.UseWebSockets());

    [Fact]
    public Task A_connection_with_TLS_is_written_to_through_the_server() =>
        CheckAsync(isDirect: false, listen: listen => listen.UseHttps(SelfSigned()));

    [Fact]
    public Task A_connection_that_is_logged_is_written_to_through_the_server() =>
        CheckAsync(isDirect: false, listen: listen => listen.UseConnectionLogging());

    [Fact]
    public Task The_option_turns_direct_writes_off() => CheckAsync(isDirect: false, options: options => options.WriteToSockets = false);

    private static async Task CheckAsync(
        bool isDirect,
        Action<ListenOptions>? listen = null,
        Action<WebApplication>? app = null,
        Action<SkapiRealtimeOptions>? options = null)
    {
        var ended = new TaskCompletionSource<FrameStream?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listening => listen?.Invoke(listening)));
        builder.Services.AddSkapiRealtime(realtime =>
        {
            realtime.UseDevelopmentKey();
            options?.Invoke(realtime);
        });
        await using var server = builder.Build();
        app?.Invoke(server);
        server.Use(next => async context =>
        {
            await next(context);
            ended.SetResult((context.Features.Get<IHttpUpgradeFeature>() as FrameUpgrade)?.Stream);
        });
        server.MapSkapiRealtime("/realtime");
        await server.StartAsync().OrHang();

        await TalkAsync(server);

        (await ended.Task.OrHang()).ShouldNotBeNull().IsDirect.ShouldBe(isDirect);
    }

    /// <summary>A client joins a group, posts to it, and closes.</summary>
    private static async Task TalkAsync(WebApplication server)
    {
        var tokens = server.Services.GetRequiredService<DevelopmentTokens>();
        var token = tokens.IssueAccessToken("alice", GatewayHost.Service, GatewayHost.Owner);
        var features = server.Services.GetRequiredService<IServer>().Features;
        var address = features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate?.Subject == "CN=localhost";
        var uri = new Uri($"{address.Replace("http", "ws", StringComparison.Ordinal)}/realtime?token={token}");
        await socket.ConnectAsync(uri, CancellationToken.None).OrHang();
        await using var alice = new RealtimeClient(socket, socket.HttpResponseHeaders!["Skapi-Cid"].Single(), token, token);
        await alice.EnterAsync("G1");
        foreach (var length in (int[])[1, 125, 1000, 100_000])
        {
            var text = new string('x', length);
            await alice.BroadcastAsync("G1", text);
            (await alice.ReceiveAsync()).Text("#message").ShouldBe(text);
        }

        await alice.CloseAsync();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
