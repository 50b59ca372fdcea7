using System.Net;
using System.Net.WebSockets;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests;

public class DevelopmentGatewayTests
{
    [Fact]
    public async Task Its_tokens_and_endpoints_fit_together()
    {
        await using var gateway = await DevelopmentGateway.StartAsync();
        var (accessToken, idToken) = gateway.IssueTokens("00000000-0000-4000-8000-000000000001");
        using var socket = new ClientWebSocket();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.RecordEndpoint, "get-ws-group"))
        {
            Content = new StringContent(
                $$"""{"service":"{{DevelopmentGateway.Service.Service}}","owner":"{{DevelopmentGateway.Service.Owner}}"}"""),
        };
        request.Headers.TryAddWithoutValidation("Authorization", idToken);

        await socket.ConnectAsync(new Uri($"{gateway.WebSocketEndpoint}?token={accessToken}"), CancellationToken.None).OrHang();
        using var response = await http.SendAsync(request).OrHang();

        socket.State.ShouldBe(WebSocketState.Open);
        response.EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task Its_service_is_one_that_the_published_client_accepts()
    {
        await using var gateway = await DevelopmentGateway.StartAsync();
        using var http = new HttpClient { BaseAddress = gateway.Address };
        var (service, owner) = DevelopmentGateway.Service;

        // The client splits an id with one or six hyphens, and asks for documents below the first four characters of the service.
        service.ShouldMatch("^[a-z]{2}[0-9]{2}[A-Za-z0-9]+$");
        Guid.TryParse(owner, out _).ShouldBeTrue();
        var record = await http.GetStringAsync(new Uri($"/{service[..4]}/record-v1.json", UriKind.Relative)).OrHang();
        record.ShouldContain(gateway.WebSocketEndpoint.AbsolutePath);
        using var answer = await http.GetAsync(new Uri($"/service?service={service}&owner={owner}&refresh=false", UriKind.Relative))
            .OrHang();
        answer.EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task It_calls_the_hooks_of_the_app()
    {
        await using var gateway = await DevelopmentGateway.StartAsync(
            null, services => services.AddSkapiRealtimeHooks<NobodyMayConnect>(), null);
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;

        await Should.ThrowAsync<WebSocketException>(() => socket.ConnectAsync(
            new Uri($"{gateway.WebSocketEndpoint}?token={gateway.IssueTokens("alice").AccessToken}"), CancellationToken.None).OrHang());

        socket.HttpStatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task It_creates_a_session_for_a_page()
    {
        await using var gateway = await DevelopmentGateway.StartAsync();

        var session = gateway.CreateBrowserSession("alice");

        session["CognitoIdentityServiceProvider.skapi-development.LastAuthUser"].ShouldBe("alice");
        session.Keys.Where(key => key.StartsWith("CognitoIdentityServiceProvider.skapi-development.alice.", StringComparison.Ordinal))
            .Select(key => key[(key.LastIndexOf('.') + 1)..])
            .ShouldBe(["idToken", "accessToken", "refreshToken", "clockDrift"], ignoreOrder: true);
    }

    [Fact]
    public async Task It_serves_what_the_app_adds()
    {
        await using var gateway = await DevelopmentGateway.StartAsync(null, null, app => app.MapGet("/page", () => "a page"));
        using var http = new HttpClient { BaseAddress = gateway.Address };

        (await http.GetStringAsync(new Uri("/page", UriKind.Relative)).OrHang()).ShouldBe("a page");
    }

    [Fact]
    public async Task Its_options_can_be_changed()
    {
        await using var gateway = await DevelopmentGateway.StartAsync(options => options.MaxFrameBytes = 10);
        using var socket = new ClientWebSocket();
        var (accessToken, _) = gateway.IssueTokens("alice");
        await socket.ConnectAsync(new Uri($"{gateway.WebSocketEndpoint}?token={accessToken}"), CancellationToken.None)
            .OrHang();

        await socket.SendAsync(new byte[11], WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).OrHang();
        await socket.ReceiveAsync(new byte[100], CancellationToken.None).OrHang();

        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.MessageTooBig);
    }

    private sealed class NobodyMayConnect : RealtimeHooks
    {
        public override ValueTask<RealtimeDecision> OnConnectingAsync(
            RealtimePeer peer, ClaimsPrincipal claims, CancellationToken cancellationToken) => new(RealtimeDecision.Refuse("Nobody."));
    }
}
