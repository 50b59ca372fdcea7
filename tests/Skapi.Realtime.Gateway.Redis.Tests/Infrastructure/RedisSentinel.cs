using System.Diagnostics;
using System.Globalization;
using Skapi.Realtime.Gateway.Tests.Infrastructure;
using Skapi.Testing;
using StackExchange.Redis;

namespace Skapi.Realtime.Gateway.Redis.Tests.Infrastructure;

/// <summary>A Sentinel that watches one Redis and promotes its replica alone.</summary>
internal sealed class RedisSentinel : IAsyncDisposable
{
    public const string ServiceName = "skapi";

    private readonly string _folder;
    private readonly Process _process;
    private readonly int _port;

    private RedisSentinel(string folder, Process process, int port) => (_folder, _process, _port) = (folder, process, port);

    /// <summary>The configuration with which a gateway asks the Sentinel for the Redis.</summary>
    public ConfigurationOptions Configuration => new()
    {
        EndPoints = { { "127.0.0.1", _port } },
        ServiceName = ServiceName,
        ReconnectRetryPolicy = new LinearRetry(100),
        ConnectTimeout = 2000,
    };

    /// <summary>Starts a Sentinel.</summary>
    /// <param name="primary">The server that it watches.</param>
    /// <param name="downAfter">How long the server may be away before the replica is promoted. Null for a moment.</param>
    public static async Task<RedisSentinel> StartAsync(RedisServer primary, TimeSpan? downAfter = null)
    {
        var folder = Directory.CreateTempSubdirectory("skapi-sentinel-").FullName;
        var file = Path.Combine(folder, "sentinel.conf");
        var port = FreePort.Find();
        await File.WriteAllTextAsync(file, string.Create(CultureInfo.InvariantCulture, $"""
            port {port}
            bind 127.0.0.1
            dir {folder}
            sentinel monitor {ServiceName} 127.0.0.1 {primary.Port} 1
            sentinel down-after-milliseconds {ServiceName} {(long)(downAfter?.TotalMilliseconds ?? 300)}
            sentinel failover-timeout {ServiceName} 3000

            """));
        var process = Process.Start(new ProcessStartInfo("redis-server", [file, "--sentinel"]) { RedirectStandardOutput = true })!;
        var sentinel = new RedisSentinel(folder, process, port);
        await sentinel.ReadLogToAsync("+slave slave");
        return sentinel;
    }

    /// <summary>Waits until it has promoted the replica.</summary>
    public Task WaitForFailoverAsync() => ReadLogToAsync("+switch-master");

    /// <summary>The number of connections to this Sentinel.</summary>
    public async Task<int> CountClientsAsync()
    {
        await using var admin = await ConnectionMultiplexer.ConnectAsync(new ConfigurationOptions
        {
            EndPoints = { { "127.0.0.1", _port } },
            CommandMap = CommandMap.Sentinel,
            TieBreaker = "",
            AllowAdmin = true,
        }).OrHang();
        var clients = (await admin.GetServers().Single().InfoAsync("clients").OrHang()).Single();
        return int.Parse(clients.Single(static entry => entry.Key == "connected_clients").Value, CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().OrHang();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ReadLogToAsync(string text)
    {
        while (await _process.StandardOutput.ReadLineAsync().OrHang() is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
                return;
        }

        throw new InvalidOperationException("The Sentinel has ended.");
    }
}
