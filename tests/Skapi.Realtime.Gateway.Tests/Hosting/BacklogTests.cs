using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Hosting;

/// <summary>Clients that do not read can hold only so much memory.</summary>
public class BacklogTests
{
    private const int Post = 50_000;

    [Fact]
    public async Task Over_the_total_the_connection_with_the_largest_backlog_goes_first()
    {
        await using var host = await GatewayHost.StartAsync(options =>
        {
            Unlimit(options);
            options.MaxTotalQueuedBytes = 1024 * 1024;
        });
        await using var reader = await host.ConnectAsync("reader");
        await using var stuck = await host.ConnectAsync("stuck");
        await using var other = await host.ConnectAsync("other");
        await reader.EnterAsync("G1");
        await stuck.EnterAsync("G1");
        await other.EnterAsync("G2");

        await PostUntilDisconnectedAsync(reader, stuck.Cid);

        host.Services.GetRequiredService<QueueTotal>().Bytes.ShouldBeLessThan(1024 * 1024);
        await other.ExpectNothingAsync();
        await Should.ThrowAsync<WebSocketException>(stuck.ReadToCloseAsync);
    }

    [Fact]
    public async Task Over_the_total_of_a_user_its_connection_with_the_largest_backlog_goes_first()
    {
        await using var host = await GatewayHost.StartAsync(options =>
        {
            Unlimit(options);
            options.MaxQueuedBytesPerUser = 1024 * 1024;
        });
        await using var reader = await host.ConnectAsync("reader");
        await using var desk = await host.ConnectAsync("bob");
        await using var phone = await host.ConnectAsync("bob");
        await reader.EnterAsync("G1");
        await desk.EnterAsync("G1");
        await phone.EnterAsync("G2");

        await PostUntilDisconnectedAsync(reader, desk.Cid);

        await phone.ExpectNothingAsync();
    }

    [Fact]
    public async Task A_client_that_reads_its_own_posts_late_gets_all_of_them()
    {
        await using var host = await GatewayHost.StartAsync(options =>
        {
            Unlimit(options);
            options.MaxQueuedBytes = 1024 * 1024;
        });
        await using var alice = await host.ConnectAsync("alice");
        await alice.EnterAsync("G1");
        const int Posts = 100;

        // Its own posts come back. Five times what its queue can hold, so without back-pressure it could be disconnected.
        var sending = Task.Run(async () =>
        {
            for (var post = 0; post < Posts; post++)
                await alice.BroadcastAsync("G1", new string('x', Post));
        });

        for (var post = 0; post < Posts; post++)
            (await alice.ReceiveAsync())["#message"].ShouldNotBeNull();
        await sending.OrHang();
    }

    private static void Unlimit(SkapiRealtimeOptions options)
    {
        options.RateLimits.Connection.Bytes = options.RateLimits.User.Bytes = options.RateLimits.Address.Bytes = null;
        options.RateLimits.Connection.Frames = options.RateLimits.User.Frames = null;
        options.MaxQueuedBytes = 64 * 1024 * 1024;
        options.MaxConnectionsPerUser = 2;
        options.MaxQueuedBytesPerUser = 128 * 1024 * 1024;
    }

    private static async Task PostUntilDisconnectedAsync(RealtimeClient sender, string cid)
    {
        while (true)
        {
            await sender.BroadcastAsync("G1", new string('x', Post));
            var frame = await sender.ReceiveAsync();
            if (frame.Text("#code") != "USER_DISCONNECTED")
                continue;
            frame.Text("#scid").ShouldBe(cid);
            return;
        }
    }
}
