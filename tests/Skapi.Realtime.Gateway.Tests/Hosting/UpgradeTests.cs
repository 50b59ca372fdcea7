using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Hosting;

public class UpgradeTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    public async Task A_bad_token_is_refused_with_401_and_a_reason(string? token)
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.RequestUpgradeAsync(token);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        body.Text("code").ShouldBe("INVALID_TOKEN");
        body.Text("message").ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task An_expired_token_is_refused()
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.RequestUpgradeAsync(
            host.Tokens.IssueAccessToken("alice", GatewayHost.Service, lifetime: TimeSpan.FromMinutes(-5)));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync()).ShouldContain("expired");
        response.Headers.WwwAuthenticate.ShouldHaveSingleItem().ToString()
            .ShouldBe("Bearer error=\"invalid_token\", error_description=\"The token has expired.\"");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    public async Task A_token_that_is_refused_for_another_reason_is_not_called_expired(string? token)
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.RequestUpgradeAsync(token);

        response.Headers.WwwAuthenticate.ShouldHaveSingleItem().ToString().ShouldNotContain("expired");
    }

    [Fact]
    public async Task A_page_from_an_origin_that_is_not_allowed_is_refused()
    {
        await using var host = await GatewayHost.StartAsync(options => options.AllowedOrigins.Add("https://app.example"));

        using var other = await host.RequestUpgradeAsync(host.AccessToken("alice"), origin: "https://other.example");
        using var allowed = await host.RequestUpgradeAsync(host.AccessToken("alice"), origin: "https://app.example");
        using var noPage = await host.RequestUpgradeAsync(host.AccessToken("alice"));

        other.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        allowed.StatusCode.ShouldBe(HttpStatusCode.SwitchingProtocols);
        noPage.StatusCode.ShouldBe(HttpStatusCode.SwitchingProtocols);
    }

    [Fact]
    public async Task A_token_may_come_in_the_authorization_header()
    {
        await using var host = await GatewayHost.StartAsync();
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {host.AccessToken("alice")}");

        await socket.ConnectAsync(new Uri($"ws://{host.Address.Authority}/realtime"), CancellationToken.None).OrHang();

        socket.State.ShouldBe(WebSocketState.Open);
    }

    [Fact]
    public async Task A_connection_learns_its_cid_from_a_header()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");

        await alice.JoinAsync("G1");

        (await alice.ReceiveAsync()).Text("#scid").ShouldBe(alice.Cid);
    }

    [Fact]
    public async Task A_request_without_an_upgrade_is_told_so()
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.Http.GetAsync(new Uri("/realtime", UriKind.Relative)).OrHang();

        response.StatusCode.ShouldBe(HttpStatusCode.UpgradeRequired);
        response.Headers.Upgrade.Single().Name.ShouldBe("websocket");
    }

    [Fact]
    public async Task A_user_has_no_more_connections_than_the_limit()
    {
        await using var host = await GatewayHost.StartAsync(options => options.MaxConnectionsPerUser = 2);
        await using var watcher = await host.ConnectAsync("watcher");
        await watcher.EnterAsync("G1");
        await using var first = await host.ConnectAsync("alice");
        await using var second = await host.ConnectAsync("alice");
        await second.EnterAsync("G1");
        await watcher.ReceiveAsync();

        using (var refused = await host.RequestUpgradeAsync(host.AccessToken("alice")))
            refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);

        await second.CloseAsync();
        (await watcher.ReceiveAsync()).Text("#code").ShouldBe("USER_DISCONNECTED");
        await using var third = await host.ConnectAsync("alice");
        third.Socket.State.ShouldBe(WebSocketState.Open);
    }

    [Fact]
    public async Task Logs_hold_no_token_and_no_message()
    {
        await using var host = await GatewayHost.StartAsync();
        await using (var alice = await host.ConnectAsync("alice"))
        {
            await alice.EnterAsync("G1");
            await alice.BroadcastAsync("G1", "a secret");
            await alice.ReceiveAsync();
            await alice.SendTextAsync("""{"action":"joinRoom","rid":"G1","token":"a.bad.token"}""");
            await alice.ReceiveAsync();
            await alice.CloseAsync();
        }

        (await host.RequestUpgradeAsync("another.bad.token")).Dispose();

        host.Log.Lines.ShouldContain(line => line.Contains("refused", StringComparison.Ordinal));
        host.Log.Lines.ShouldAllBe(line =>
            !line.Contains("bad.token", StringComparison.Ordinal)
            && !line.Contains("eyJ", StringComparison.Ordinal)
            && !line.Contains("secret", StringComparison.Ordinal)
            && !line.Contains("127.0.0.1", StringComparison.Ordinal));
    }
}
