using Skapi.Realtime.Gateway.App;
using StackExchange.Redis;

namespace Skapi.Realtime.Gateway.Redis;

/// <summary>The connection for commands. What goes wrong becomes a <see cref="BackplaneException"/>.</summary>
internal sealed class RedisConnection(RedisConnector connector) : IDisposable
{
    private ConnectionMultiplexer? _multiplexer;

    /// <summary>Is raised when the connection was lost and is there again.</summary>
    public event Action? Restored;

    private IDatabase Database => _multiplexer?.GetDatabase()
        ?? throw new BackplaneException("The gateway is not connected to Redis yet. Wait until the app has started.");

    /// <summary>Connects.</summary>
    /// <exception cref="BackplaneException">Redis cannot be reached, is too old, or is a cluster.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        _multiplexer = await connector.ConnectAsync(static _ => { }, cancellationToken).ConfigureAwait(false);
        _multiplexer.ConnectionRestored += (_, e) =>
        {
            if (e.ConnectionType == ConnectionType.Interactive)
                Restored?.Invoke();
        };
    }

    /// <summary>Runs a command.</summary>
    public ValueTask<T> RunAsync<T>(Func<IDatabase, Task<T>> command) => RedisFailures.TranslateAsync(() => command(Database));

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
}
