using System.Net.WebSockets;
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
            Content = new StringContent($$"""{"service":"{{DevelopmentGateway.Service.Service}}","owner":"{{DevelopmentGateway.Service.Owner}}"}"""),
        };
        request.Headers.TryAddWithoutValidation("Authorization", idToken);

        await socket.ConnectAsync(new Uri($"{gateway.WebSocketEndpoint}?token={accessToken}"), CancellationToken.None).OrHang();
        using var response = await http.SendAsync(request).OrHang();

        socket.State.ShouldBe(WebSocketState.Open);
        response.EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task Its_options_can_be_changed()
    {
        await using var gateway = await DevelopmentGateway.StartAsync(options => options.MaxFrameBytes = 10);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"{gateway.WebSocketEndpoint}?token={gateway.IssueTokens("alice").AccessToken}"), CancellationToken.None).OrHang();

        await socket.SendAsync(new byte[11], WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).OrHang();
        await socket.ReceiveAsync(new byte[100], CancellationToken.None).OrHang();

        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.MessageTooBig);
    }
}
