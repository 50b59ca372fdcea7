using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Skapi.Realtime.Gateway.App;
using StackExchange.Redis;

namespace Skapi.Realtime.Gateway.Redis;

/// <summary>Connects to Redis as the options say, and checks that the gateway can use it.</summary>
internal sealed class RedisConnector(IOptions<SkapiRedisOptions> options, ILoggerFactory loggers)
{
    private static readonly Version MinVersion = new(6, 2);

    /// <summary>Connects.</summary>
    /// <param name="configure">Changes the options of this connection.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <exception cref="BackplaneException">Redis cannot be reached, is too old, or is a cluster.</exception>
    public async Task<ConnectionMultiplexer> ConnectAsync(Action<ConfigurationOptions> configure, CancellationToken cancellationToken)
    {
        var configuration = options.Value.Configuration.Clone();
        // While Redis is away, clients get an error at once instead of waiting for it.
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        configuration.LoggerFactory ??= loggers;
        // The threads that the library otherwise has for itself have to be woken for every reply and message. Nothing here blocks a thread.
        configuration.SocketManager ??= SocketManager.ThreadPool;
        configure(configuration);
        var multiplexer = await OpenAsync(configuration, cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var server in multiplexer.GetServers().Where(static server => server.IsConnected))
                Check(server);
            await WaitForSubscriberAsync(multiplexer.GetSubscriber(), configuration.ConnectTimeout, cancellationToken)
                .ConfigureAwait(false);
        }
        catch
        {
            await multiplexer.CloseAsync(allowCommandsToComplete: false).ConfigureAwait(false);
            await multiplexer.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return multiplexer;
    }

    private static async Task<ConnectionMultiplexer> OpenAsync(ConfigurationOptions configuration, CancellationToken cancellationToken)
    {
        var addresses = string.Join(", ", configuration.EndPoints);
        var connecting = ConnectionMultiplexer.ConnectAsync(configuration);
        try
        {
            return await connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _ = DisposeWhenConnectedAsync(connecting);
            throw;
        }
        catch (Exception e) when (RedisFailures.IsOfLibrary(e))
        {
            throw new BackplaneException(
                $"Redis at “{addresses}” cannot be reached. Check that it runs, and the address, TLS, user and password. "
                + "The address of a Sentinel needs serviceName=… with the name of the Redis that it watches.",
                e);
        }
    }

    private static async Task DisposeWhenConnectedAsync(Task<ConnectionMultiplexer> connecting)
    {
        try
        {
            await (await connecting.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (RedisFailures.IsOfLibrary(e))
        {
            // There is nothing to dispose.
        }
    }

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
