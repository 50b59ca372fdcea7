using System.Net;
using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Tests.Connections;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Hosting;

/// <summary>Which way frames take, by what is between the gateway and the network. They arrive on each.</summary>
public class FrameUpgradeTests
{
    private const byte Text = 0x81;
    private const byte Ping = 0x89;

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

    [Fact]
    public async Task Over_HTTP_2_the_server_s_own_WebSocket_is_used()
    {
        await using var host = await UpgradeHost.StartAsync(listen => listen.UseHttps(SelfSigned()));
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = IsOurs;
        using var invoker = new HttpMessageInvoker(handler);

        await TalkAsync(host, isDirect: false, invoker);

        (await host.Ended.OrHang()).ShouldBeNull();
        host.Protocol.ShouldBe("HTTP/2");
    }

    [Fact]
    public async Task The_response_comes_first_also_if_the_client_s_first_frame_came_with_the_request()
    {
        await using var host = await UpgradeHost.StartAsync();
        for (var attempt = 0; attempt < 100; attempt++)
        {
            using var client = host.CreateRawClient($"user{attempt}");
            await client.ConnectAsync(client.Join("G1"), client.Broadcast("G1", "hello"));

            (await client.ReadResponseAsync()).ShouldStartWith("HTTP/1.1 101 ");
        }
    }

    [Fact]
    public async Task A_client_that_proves_what_it_has_received_is_written_to_directly()
    {
        await using var host = await UpgradeHost.StartAsync();
        using var client = await ProveAsync(host);

        host.Stream.ShouldNotBeNull().IsDirect.ShouldBeTrue();
    }

    [Fact]
    public async Task A_client_that_is_written_to_directly_and_falls_silent_is_lost()
    {
        await using var host = await UpgradeHost.StartAsync(options: Impatient);
        using var client = await ProveAsync(host);

        (await host.Ended.OrHang()).ShouldNotBeNull().IsDirect.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_ends_while_something_is_being_sent_to_a_client_that_does_not_read(bool isDirect)
    {
        await using var host = await UpgradeHost.StartAsync(options: options =>
        {
            Impatient(options);
            options.WriteToSockets = isDirect;
            options.RateLimits.TurnOff();
        });
        using var client = isDirect ? await ProveAsync(host) : await EnterAsync(host);
        var post = client.Broadcast("G1", new string('x', 30_000));

        // More than all buffers between both hold.
        while (!host.Ended.IsCompleted)
            await Task.WhenAny(client.SendAsync(post), host.Ended);

        (await host.Ended).ShouldNotBeNull().IsDirect.ShouldBe(isDirect);
    }

    private static void Impatient(SkapiRealtimeOptions options) =>
        options.KeepAliveInterval = options.KeepAliveTimeout = TimeSpan.FromMilliseconds(500);

    private static async Task<RawClient> EnterAsync(UpgradeHost host)
    {
        var client = host.CreateRawClient("bob");
        await client.ConnectAsync(client.Join("G1"));
        await client.ReadResponseAsync();
        (await client.ReadFrameAsync()).Start.ShouldBe(Text);
        return client;
    }

    /// <summary>Connects a client that answers the first ping, so that the post after it is written to the socket.</summary>
    private static async Task<RawClient> ProveAsync(UpgradeHost host)
    {
        var client = await EnterAsync(host);
        var (start, content) = await client.ReadFrameAsync();
        start.ShouldBe(Ping);
        await client.SendAsync([.. ClientFrames.Pong(content), .. client.Broadcast("G1", "hello")]);
        (await client.ReadFrameAsync()).Start.ShouldBe(Text);
        return client;
    }

    private static async Task CheckAsync(
        bool isDirect,
        Action<ListenOptions>? listen = null,
        Action<WebApplication>? app = null,
        Action<SkapiRealtimeOptions>? options = null)
    {
        await using var host = await UpgradeHost.StartAsync(listen, app, options);

        await TalkAsync(host, isDirect, invoker: null);

        (await host.Ended.OrHang()).ShouldNotBeNull().IsDirect.ShouldBe(isDirect);
    }

    /// <summary>A client joins a group, posts to it, and closes.</summary>
    private static async Task TalkAsync(UpgradeHost host, bool isDirect, HttpMessageInvoker? invoker)
    {
        var token = host.IssueToken("alice");
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (invoker is null)
            socket.Options.RemoteCertificateValidationCallback = IsOurs;
        else
            (socket.Options.HttpVersion, socket.Options.HttpVersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        var uri = new Uri($"{host.Address.AbsoluteUri.Replace("http", "ws", StringComparison.Ordinal)}realtime?token={token}");
        await socket.ConnectAsync(uri, invoker, CancellationToken.None).OrHang();
        await using var alice = new RealtimeClient(socket, socket.HttpResponseHeaders!["Skapi-Cid"].Single(), token, token);
        await alice.EnterAsync("G1");
        do
        {
            foreach (var length in (int[])[1, 125, 1000, 100_000])
            {
                // A client answers pings while it receives.
                var receiving = alice.ReceiveAsync();
                var text = new string('x', length);
                await alice.BroadcastAsync("G1", text);
                (await receiving).Text("#message").ShouldBe(text);
            }
        }
        while (host.Stream is { } stream && stream.IsDirect != isDirect);

        await alice.CloseAsync();
    }

    private static bool IsOurs(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate?.Subject == "CN=localhost";

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
