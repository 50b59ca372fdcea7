using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Tests.Infrastructure;
using StackExchange.Redis;

namespace Skapi.Realtime.Gateway.Redis.Tests.Infrastructure;

/// <summary>Several gateways in this process, over one Redis.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private Cluster(RedisServer redis, IReadOnlyList<GatewayHost> nodes) => (Redis, Nodes) = (redis, nodes);

    public RedisServer Redis { get; }

    public IReadOnlyList<GatewayHost> Nodes { get; }

    public static SkapiService Service { get; } = new(GatewayHost.Service, GatewayHost.Owner);

    public static async Task<Cluster> StartAsync(
        int nodes = 3,
        Action<SkapiRealtimeOptions>? configure = null,
        Action<int, SkapiRedisOptions>? configureRedis = null,
        Action<IServiceCollection>? addServices = null) =>
        await StartAsync(await RedisServer.StartAsync(), nodes, configure, configureRedis, addServices);

    /// <summary>Starts gateways that find a Redis by another configuration. The Redis is killed with them.</summary>
    public static Task<Cluster> StartOnAsync(RedisServer redis, int nodes, ConfigurationOptions configuration) =>
        StartAsync(redis, nodes, null, (_, options) => options.Configuration = configuration);

    private static async Task<Cluster> StartAsync(
        RedisServer redis,
        int nodes,
        Action<SkapiRealtimeOptions>? configure,
        Action<int, SkapiRedisOptions>? configureRedis,
        Action<IServiceCollection>? addServices = null)
    {
        var hosts = new List<GatewayHost>();
        for (var node = 0; node < nodes; node++)
        {
            var index = node;
            hosts.Add(await GatewayHost.StartAsync(
                options =>
                {
                    options.RateLimits.TurnOff();
                    options.DrainTime = TimeSpan.Zero;
                    configure?.Invoke(options);
                },
                addServices: services =>
                {
                    Add(services, redis, options => configureRedis?.Invoke(index, options));
                    addServices?.Invoke(services);
                }));
        }

        return new Cluster(redis, hosts);
    }

    public static void Add(IServiceCollection services, RedisServer redis, Action<SkapiRedisOptions>? configure = null) =>
        services.AddSkapiRealtimeRedis(options =>
        {
            options.Configuration = redis.Configuration;
            // A busy machine must not make a lease expire.
            options.LeaseDuration = TimeSpan.FromMinutes(5);
            options.RenewInterval = TimeSpan.FromMilliseconds(300);
            configure?.Invoke(options);
        });

    public Task<RealtimeClient> ConnectAsync(int node, string userId) => Nodes[node].ConnectAsync(userId);

    public IRealtimeGateway Gateway(int node) => Nodes[node].Services.GetRequiredService<IRealtimeGateway>();

    /// <summary>The cids in a group, as a node lists them over HTTP.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(int node, string group)
    {
        var (_, body) = await Nodes[node].QueryAsync(
            new { service = GatewayHost.Service, owner = GatewayHost.Owner, group }, Nodes[node].IdToken("reader"));
        return [.. body["list"].ShouldNotBeNull(body.ToJsonString()).AsArray().Select(entry => entry!.AsObject().Text("cid")!)];
    }

    /// <summary>Waits until every node lists exactly these connections in a group.</summary>
    public async Task WaitForPresenceAsync(string group, params IReadOnlyList<RealtimeClient> clients)
    {
        var expected = clients.Select(client => client.Cid).Order().ToList();
        await Eventually.TrueAsync(async () =>
        {
            for (var node = 0; node < Nodes.Count; node++)
            {
                var listed = await TryListAsync(node, group);
                if (listed is null || !listed.Order().SequenceEqual(expected))
                    return false;
            }

            return true;
        });
    }

    /// <summary>Posts until a post has arrived. One can be lost while a subscription is made again.</summary>
    public static async Task WaitForPostsAsync(string group, RealtimeClient sender, RealtimeClient recipient)
    {
        await Eventually.TrueAsync(async () =>
        {
            await sender.BroadcastAsync(group, "again");
            await recipient.SignalAsync(recipient.Cid, new { marker = true });
            return await HasMessageBeforeMarkerAsync(recipient, "again");
        });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
            await node.DisposeAsync();
        await Redis.DisposeAsync();
    }

    private async Task<IEnumerable<string>?> TryListAsync(int node, string group)
    {
        var (_, body) = await Nodes[node].QueryAsync(
            new { service = GatewayHost.Service, owner = GatewayHost.Owner, group }, Nodes[node].IdToken("reader"));
        return (body["list"] as JsonArray)?.Select(entry => entry!.AsObject().Text("cid")!);
    }

    private static async Task<bool> HasMessageBeforeMarkerAsync(RealtimeClient client, string text)
    {
        var found = false;
        while (true)
        {
            var frame = await client.ReceiveAsync();
            if (frame["#rtc"] is not null)
                return found;
            found |= frame.Text("#message") == text;
        }
    }
}
