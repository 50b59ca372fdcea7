using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Hosting;

public class KeepAliveTests
{
    [Fact]
    public async Task A_client_that_answers_no_ping_is_lost_and_its_group_hears_of_it()
    {
        await using var host = await GatewayHost.StartAsync(options =>
        {
            options.KeepAliveInterval = TimeSpan.FromMilliseconds(200);
            options.KeepAliveTimeout = TimeSpan.FromSeconds(3);
        });
        await using var alice = await host.ConnectAsync("alice");
        await using var bob = await host.ConnectAsync("bob");
        await alice.EnterAsync("G1");
        await bob.EnterAsync("G1");
        await alice.ReceiveAsync();

        // A socket of .NET answers pings only while it is read, and nobody reads bob's.
        var notice = await alice.ReceiveAsync();

        notice.Text("#code").ShouldBe("USER_DISCONNECTED");
        notice.Text("#scid").ShouldBe(bob.Cid);
    }
}
