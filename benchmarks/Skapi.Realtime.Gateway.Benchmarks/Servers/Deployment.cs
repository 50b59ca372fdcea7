namespace Skapi.Realtime.Gateway.Benchmarks.Servers;

/// <summary>One server, or several over one Redis.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    private readonly RedisProcess? _redis;
    private readonly List<ServerProcess> _servers = [];

    private Deployment(RedisProcess? redis) => _redis = redis;

    public IReadOnlyList<ServerProcess> Servers => _servers;

    /// <summary>The CPU time of the servers and of Redis.</summary>
    public TimeSpan Cpu => _servers.Aggregate(_redis?.Cpu ?? TimeSpan.Zero, static (sum, server) => sum + server.Cpu);

    /// <summary>The CPU time of Redis.</summary>
    public TimeSpan RedisCpu => _redis?.Cpu ?? TimeSpan.Zero;

    /// <summary>Starts the servers.</summary>
    /// <param name="kind">The kind of server.</param>
    /// <param name="nodes">The number of servers over Redis, or 0 for one server without Redis.</param>
    public static async Task<Deployment> StartAsync(string kind, int nodes)
    {
        var deployment = new Deployment(nodes == 0 ? null : await RedisProcess.StartAsync());
        for (var node = 0; node < Math.Max(1, nodes); node++)
            deployment._servers.Add(await ServerProcess.StartAsync(kind, deployment._redis?.Address));
        return deployment;
    }

    /// <summary>Reads a number from every server, and adds them.</summary>
    public async Task<long> ReadAsync(string path)
    {
        var sum = 0L;
        foreach (var server in _servers)
            sum += await server.ReadAsync(path);
        return sum;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
    }
}
