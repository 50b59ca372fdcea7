using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.App;

public class RealtimeGatewayTests
{
    private static readonly SkapiService Service = new(GatewayHost.Service, GatewayHost.Owner);
    private static readonly RawJson Hello = RawJson.FromString("hello");

    [Fact]
    public async Task The_app_posts_to_a_group()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await using var bob = await host.ConnectAsync("bob");
        await alice.EnterAsync("G1");

        var count = await Gateway(host).PostToGroupAsync(Service, "G1", "server", Hello);

        count.ShouldBe(1);
        var post = await alice.ReceiveAsync();
        post.Text("#message").ShouldBe("hello");
        post.Text("#user_id").ShouldBe("server");
        post.Text("#srid").ShouldBe("G1");
        await bob.ExpectNothingAsync();
    }

    [Fact]
    public async Task The_app_posts_to_every_connection_of_a_user()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var desk = await host.ConnectAsync("bob");
        await using var phone = await host.ConnectAsync("bob");

        (await Gateway(host).PostToUserAsync(Service, "bob", "server", Hello)).ShouldBe(2);

        foreach (var client in (RealtimeClient[])[desk, phone])
        {
            var post = await client.ReceiveAsync();
            post.Text("#private").ShouldBe("hello");
            post.Text("#user_id").ShouldBe("server");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("cid:")]
    public async Task The_app_posts_to_one_connection(string prefix)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var desk = await host.ConnectAsync("bob");
        await using var phone = await host.ConnectAsync("bob");

        (await Gateway(host).PostToConnectionAsync(prefix + desk.Cid, "server", Hello)).ShouldBeTrue();

        (await desk.ReceiveAsync()).Text("#private").ShouldBe("hello");
        await phone.ExpectNothingAsync();
    }

    [Fact]
    public async Task Whoever_is_not_there_gets_no_post()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await alice.EnterAsync("G1");
        var gateway = Gateway(host);

        (await gateway.PostToGroupAsync(Service, "G2", "server", Hello)).ShouldBe(0);
        (await gateway.PostToGroupAsync(Service with { Owner = "another" }, "G1", "server", Hello)).ShouldBe(0);
        (await gateway.PostToUserAsync(Service, "bob", "server", Hello)).ShouldBe(0);
        (await gateway.PostToConnectionAsync("unknown", "server", Hello)).ShouldBeFalse();
        await alice.ExpectNothingAsync();
    }

    [Fact]
    public async Task The_app_lists_and_counts_connections()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await using var desk = await host.ConnectAsync("bob");
        await using var phone = await host.ConnectAsync("bob");
        await desk.EnterAsync("G1");
        await alice.EnterAsync("G1");
        var gateway = Gateway(host);

        (await gateway.ListGroupAsync(Service, "G1")).ShouldBe([Peer("bob", desk), Peer("alice", alice)]);
        (await gateway.ListGroupAsync(Service, "G1", limit: 1)).ShouldBe([Peer("bob", desk)]);
        (await gateway.ListGroupAsync(Service, "G2")).ShouldBeEmpty();
        (await gateway.ListUserAsync(Service, "bob")).ShouldBe([Peer("bob", desk), Peer("bob", phone)]);
        (await gateway.CountGroupAsync(Service, "G1")).ShouldBe(2);
        (await gateway.CountConnectionsAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task The_app_disconnects_a_user()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await using var bob = await host.ConnectAsync("bob");
        await alice.EnterAsync("G1");
        await bob.EnterAsync("G1");
        await alice.ReceiveAsync();

        (await Gateway(host).DisconnectUserAsync(Service, "bob")).ShouldBe(1);

        (await bob.ReadToCloseAsync()).Status.ShouldBe(WebSocketCloseStatus.PolicyViolation);
        (await alice.ReceiveAsync()).Text("#code").ShouldBe("USER_DISCONNECTED");
    }

    [Fact]
    public async Task The_app_disconnects_one_connection()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var desk = await host.ConnectAsync("bob");
        await using var phone = await host.ConnectAsync("bob");

        (await Gateway(host).DisconnectAsync(desk.Cid)).ShouldBeTrue();

        (await desk.ReadToCloseAsync()).Status.ShouldBe(WebSocketCloseStatus.PolicyViolation);
        await phone.ExpectNothingAsync();
        (await Gateway(host).DisconnectAsync("unknown")).ShouldBeFalse();
    }

    [Fact]
    public async Task Missing_arguments_are_misuse()
    {
        await using var host = await GatewayHost.StartAsync();
        var gateway = Gateway(host);

        await Should.ThrowAsync<ArgumentException>(async () => await gateway.PostToGroupAsync(Service, "", "server", Hello));
        await Should.ThrowAsync<ArgumentNullException>(async () => await gateway.PostToUserAsync(null!, "bob", "server", Hello));
        await Should.ThrowAsync<ArgumentException>(async () => await gateway.PostToUserAsync(Service, "bob", "", Hello));
        await Should.ThrowAsync<ArgumentException>(async () => await gateway.DisconnectAsync(""));
        await Should.ThrowAsync<OperationCanceledException>(async () =>
            await gateway.CountConnectionsAsync(new CancellationToken(canceled: true)));
    }

    private static RealtimePeer Peer(string userId, RealtimeClient client) =>
        new(GatewayHost.Service, GatewayHost.Owner, userId, client.Cid);

    private static IRealtimeGateway Gateway(GatewayHost host) => host.Services.GetRequiredService<IRealtimeGateway>();
}
