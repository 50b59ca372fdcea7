using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Skapi.Realtime.Gateway.Redis.Tests.Infrastructure;
using StackExchange.Redis;

namespace Skapi.Realtime.Gateway.Redis.Tests;

/// <summary>With which options the gateway connects to Redis.</summary>
public class RedisConnectorTests
{
    [Fact]
    public async Task Replies_are_read_on_the_thread_pool() =>
        (await ConnectAsync(static _ => { })).SocketManager.ShouldBeSameAs(SocketManager.ThreadPool);

    [Fact]
    public async Task An_app_may_have_them_read_on_other_threads() =>
        (await ConnectAsync(static configuration => configuration.SocketManager = SocketManager.Shared)).SocketManager
            .ShouldBeSameAs(SocketManager.Shared);

    /// <summary>Connects, and returns the options that were used.</summary>
    private static async Task<ConfigurationOptions> ConnectAsync(Action<ConfigurationOptions> configure)
    {
        await using var redis = await RedisServer.StartAsync();
        var options = new SkapiRedisOptions { Configuration = ConfigurationOptions.Parse($"127.0.0.1:{redis.Port}") };
        configure(options.Configuration);
        ConfigurationOptions? used = null;
        await using var connection = await new RedisConnector(Options.Create(options), NullLoggerFactory.Instance)
            .ConnectAsync(configuration => used = configuration, CancellationToken.None);
        return used.ShouldNotBeNull();
    }
}
