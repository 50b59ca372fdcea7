using System.Net;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Redis.Tests.Infrastructure;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Redis.Tests;

/// <summary>Redis over TLS, with a user, behind Sentinel, or as a cluster.</summary>
public class RedisTopologyTests
{
    [Fact]
    public async Task The_user_of_the_guide_may_do_over_TLS_everything_that_a_node_needs()
    {
        using var certificates = new RedisCertificates();
        await using var redis = await RedisServer.StartWithTlsAsync(certificates);
        await redis.Admin.ExecuteAsync("ACL", [.. GuideRules().Select(static rule => (object)rule)]);
        // Nobody else may do anything.
        await redis.Admin.ExecuteAsync("CONFIG", "SET", "requirepass", "another secret");
        await using var host = await GatewayHost.StartAsync(addServices: services => Cluster.Add(services, redis, options =>
        {
            options.Configuration.User = "skapi";
            options.Configuration.Password = "secret";
        }));
        await using var alice = await host.ConnectAsync("alice");
        await alice.EnterAsync("G1");

        await alice.BroadcastAsync("G1", "hello");
        (await alice.ReceiveAsync()).Text("#message").ShouldBe("hello");
        var (status, _) = await host.QueryAsync(
            new { service = GatewayHost.Service, owner = GatewayHost.Owner }, host.IdToken("reader"));
        status.ShouldBe(HttpStatusCode.OK);
        // From the second post on the user is remembered, and a new connection is announced.
        for (var post = 0; post < 2; post++)
        {
            await alice.SendToUserAsync("alice", "private");
            (await alice.ReceiveAsync()).Text("#private").ShouldBe("private");
        }

        await using var phone = await host.ConnectAsync("alice");
        await alice.SendToUserAsync("alice", "both");
        (await phone.ReceiveAsync()).Text("#private").ShouldBe("both");
        host.Log.Lines.ShouldNotContain(line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_Redis_with_a_certificate_that_is_not_trusted_is_refused()
    {
        using var certificates = new RedisCertificates();
        using var others = new RedisCertificates();
        await using var redis = await RedisServer.StartWithTlsAsync(certificates);

        var error = await Should.ThrowAsync<BackplaneException>(
            () => GatewayHost.StartAsync(addServices: services => Cluster.Add(services, redis, options =>
            {
                var configuration = new StackExchange.Redis.ConfigurationOptions
                {
                    EndPoints = { { "127.0.0.1", redis.Port } },
                    Ssl = true,
                    ConnectTimeout = 2000,
                };
                configuration.TrustIssuer(others.AuthorityPath);
                options.Configuration = configuration;
            })));

        error.Message.ShouldContain(redis.Address);
    }

    [Fact]
    public async Task After_Sentinel_has_promoted_a_replica_presence_is_right_and_posts_arrive()
    {
        var primary = await RedisServer.StartAsync();
        await using var replica = await RedisServer.StartAsync("--replicaof", "127.0.0.1", $"{primary.Port}");
        await using var sentinel = await RedisSentinel.StartAsync(primary);
        await using var cluster = await Cluster.StartOnAsync(primary, 2, sentinel.Configuration);
        await using var alice = await cluster.ConnectAsync(0, "alice");
        await using var bob = await cluster.ConnectAsync(1, "bob");
        await alice.EnterAsync("G1");
        await bob.EnterAsync("G1");

        await primary.KillAsync();
        await sentinel.WaitForFailoverAsync();

        await cluster.WaitForPresenceAsync("G1", alice, bob);
        await Cluster.WaitForPostsAsync("G1", alice, bob);
    }

    [Fact]
    public async Task A_Sentinel_without_the_name_of_a_service_is_refused()
    {
        await using var primary = await RedisServer.StartAsync();
        await using var replica = await RedisServer.StartAsync("--replicaof", "127.0.0.1", $"{primary.Port}");
        await using var sentinel = await RedisSentinel.StartAsync(primary);
        var configuration = sentinel.Configuration;
        configuration.ServiceName = null;

        var error = await Should.ThrowAsync<BackplaneException>(
            () => GatewayHost.StartAsync(addServices: services => services.AddSkapiRealtimeRedis(options =>
                options.Configuration = configuration)));

        error.Message.ShouldContain("serviceName");
    }

    [Fact]
    public async Task A_cluster_is_refused()
    {
        await using var redis = await RedisServer.StartAsync("--cluster-enabled", "yes");

        var error = await Should.ThrowAsync<BackplaneException>(
            () => GatewayHost.StartAsync(addServices: services => Cluster.Add(services, redis)));

        error.Message.ShouldContain("cluster");
    }

    /// <summary>The rules of the ACL command in docs/gateway.md.</summary>
    private static string[] GuideRules()
    {
        var line = File.ReadLines(Skapi.Testing.Repository.PathOf("docs/gateway.md"))
            .Single(static line => line.StartsWith("ACL SETUSER", StringComparison.Ordinal));
        return line.Split(' ')[1..];
    }
}
