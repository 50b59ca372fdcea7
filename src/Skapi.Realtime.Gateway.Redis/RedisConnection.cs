using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Skapi.Realtime.Gateway.App;
using StackExchange.Redis;

namespace Skapi.Realtime.Gateway.Redis;

/// <summary>The connection to Redis. What goes wrong becomes a <see cref="BackplaneException"/>.</summary>
internal sealed class RedisConnection(IOptions<SkapiRedisOptions> options, ILoggerFactory loggers) : IDisposable
{
    private static readonly Version MinVersion = new(6, 2);

    private ConnectionMultiplexer? _multiplexer;

    /// <summary>Is raised when the connection for requests or the one for messages was lost and is there again.</summary>
    public event Action? Restored;

    public IDatabase Database => Multiplexer.GetDatabase();

    public ISubscriber Subscriber => Multiplexer.GetSubscriber();

    private ConnectionMultiplexer Multiplexer =>
        _multiplexer ?? throw new BackplaneException("The gateway is not connected to Redis yet. Wait until the app has started.");

    /// <summary>Connects.</summary>
    /// <exception cref="BackplaneException">Redis cannot be reached, is too old, or is a cluster.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        var configuration = options.Value.Configuration.Clone();
        // While Redis is away, clients get an error at once instead of waiting for it.
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        configuration.LoggerFactory ??= loggers;
        var addresses = string.Join(", ", configuration.EndPoints);
        try
        {
            _multiplexer = await ConnectionMultiplexer.ConnectAsync(configuration).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RedisConnectionException e)
        {
            throw new BackplaneException(
                $"Redis at “{addresses}” cannot be reached. Check that it runs, and the address, TLS, user and password. "
                + "The address of a Sentinel needs serviceName=… with the name of the Redis that it watches.",
                e);
        }

        foreach (var server in _multiplexer.GetServers().Where(static server => server.IsConnected))
            Check(server);
        await WaitForSubscriberAsync(_multiplexer.GetSubscriber(), configuration.ConnectTimeout, cancellationToken).ConfigureAwait(false);
        _multiplexer.ConnectionRestored += (_, _) => Restored?.Invoke();
    }

    /// <summary>Runs a command.</summary>
    public async ValueTask<T> RunAsync<T>(Func<IDatabase, Task<T>> command)
    {
        try
        {
            return await command(Database).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            throw new BackplaneException("Redis cannot be reached, or has refused a command. See the inner exception.", e);
        }
    }

    /// <summary>Runs a script.</summary>
    public ValueTask<RedisResult> EvaluateAsync(string script, RedisKey[] keys, params RedisValue[] values) =>
        RunAsync(async database =>
        {
            try
            {
                return await database.ScriptEvaluateAsync(script, keys, values).ConfigureAwait(false);
            }
            catch (RedisServerException e) when (e.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
            {
                // Redis has lost its scripts. The library loads the script again now.
                return await database.ScriptEvaluateAsync(script, keys, values).ConfigureAwait(false);
            }
        });

    public void Dispose() => _multiplexer?.Dispose();

    /// <summary>Waits for the connection for messages, which the library opens after the one for requests.</summary>
    private static async Task WaitForSubscriberAsync(ISubscriber subscriber, int milliseconds, CancellationToken cancellationToken)
    {
        const int Step = 20;
        for (var waited = 0; !subscriber.IsConnected(); waited += Step)
        {
            if (waited >= milliseconds)
                throw new BackplaneException("Redis accepts no connection for messages. May the user use SUBSCRIBE?");
            await Task.Delay(Step, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Check(IServer server)
    {
        if (server.ServerType == ServerType.Cluster)
        {
            throw new BackplaneException(
                $"Redis at “{server.EndPoint}” is a cluster, which is not supported, because a script changes keys of several slots. "
                + "Use one Redis, or one with replicas and Sentinel. To spread the load, give each service its own gateways and Redis.");
        }

        if (server.Version < MinVersion)
            throw new BackplaneException($"Redis at “{server.EndPoint}” has version {server.Version}; {MinVersion} or later is needed.");
    }
}
