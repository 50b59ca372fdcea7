using System.Net.WebSockets;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Hosting;

public class SlowConsumerTests
{
    [Fact]
    public async Task A_client_that_does_not_read_is_disconnected_and_holds_up_nobody()
    {
        await using var host = await GatewayHost.StartAsync(options =>
        {
            options.MaxQueuedBytes = 256 * 1024;
            options.CloseTimeout = TimeSpan.FromMinutes(5);
            options.RateLimits.Connection.Bytes = options.RateLimits.User.Bytes = null;
        });
        await using var fast = await host.ConnectAsync("fast");
        await using var slow = await host.ConnectAsync("slow");
        await fast.EnterAsync("G1");
        await slow.EnterAsync("G1");
        await fast.ReceiveAsync();
        var content = new string('x', 100_000);

        // The operating system buffers an unknown amount, so post until the gateway has had enough.
        string? code = null;
        while (code is null)
        {
            await fast.BroadcastAsync("G1", content);
            code = (await fast.ReceiveAsync()).Text("#code");
        }

        code.ShouldBe("USER_DISCONNECTED");
        (await fast.ReceiveAsync()).Text("#message").ShouldBe(content);
        await fast.ExpectNothingAsync();
        // Aborted at once, long before the close timeout: no close frame could pass what waits in front of it.
        (await Should.ThrowAsync<WebSocketException>(slow.ReadToCloseAsync)).WebSocketErrorCode
            .ShouldBe(WebSocketError.ConnectionClosedPrematurely);
    }
}
