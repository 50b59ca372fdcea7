using System.Net;
using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Hosting;

public class ShutdownTests
{
    [Fact]
    public async Task A_gateway_that_stops_closes_every_socket_with_1001()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await using var bob = await host.ConnectAsync("bob");
        await alice.EnterAsync("G1");
        await bob.EnterAsync("G1");
        await alice.ReceiveAsync();

        var stopping = host.StopAsync();

        foreach (var client in (RealtimeClient[])[alice, bob])
        {
            (await client.ReadToCloseAsync()).Status.ShouldBe(WebSocketCloseStatus.EndpointUnavailable);
            await client.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }

        await stopping;
    }

    [Fact]
    public async Task A_client_that_takes_no_part_in_closing_does_not_hold_up_the_shutdown()
    {
        await using var host = await GatewayHost.StartAsync(options => options.CloseTimeout = TimeSpan.FromMilliseconds(100));
        await using var alice = await host.ConnectAsync("alice");

        await host.StopAsync();

        alice.Socket.State.ShouldBe(WebSocketState.Open, "nobody has read its end of the socket");
    }

    [Fact]
    public async Task A_gateway_that_stops_lets_nobody_in()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        using var refused = await host.RequestUpgradeAsync(host.AccessToken("bob"));

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await alice.ReadToCloseAsync()).Status.ShouldBe(WebSocketCloseStatus.EndpointUnavailable);
    }
}
