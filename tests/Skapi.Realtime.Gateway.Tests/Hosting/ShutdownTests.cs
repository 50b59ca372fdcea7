using System.Net.WebSockets;
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
}
