using System.Collections.Concurrent;
using System.Net;
using StackExchange.Redis;

namespace Skapi.Realtime.Gateway.Redis;

/// <summary>Gets a message of a channel.</summary>
internal delegate void RedisMessageHandler(ReadOnlySpan<byte> message);

/// <summary>One connection for messages, from its start until it was lost, and the subscriptions that were made on it.</summary>
internal sealed class SubscriptionConnection
{
    private const string LostMessage = "The connection to Redis for messages was lost.";

    private readonly ConnectionMultiplexer _multiplexer;
    private readonly Action _lost;
    private readonly ConcurrentDictionary<RedisChannel, Subscription> _subscriptions = new();
    private readonly ConcurrentDictionary<EndPoint, bool> _broken = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Watches a connection.</summary>
    /// <param name="multiplexer">The connection. It is closed by <see cref="End"/>.</param>
    /// <param name="lost">Is called once, when a connection with subscriptions was lost.</param>
    public SubscriptionConnection(ConnectionMultiplexer multiplexer, Action lost)
    {
        (_multiplexer, _lost) = (multiplexer, lost);
        multiplexer.ConnectionFailed += (_, e) =>
        {
            if (e is { ConnectionType: ConnectionType.Subscription, EndPoint: { } server })
                HandleBreak(server);
        };
        // A server whose second socket is in use had a connection that broke before anybody listened.
        foreach (var server in multiplexer.GetServers().Where(static server => server.GetCounters().Subscription.SocketCount > 1))
            HandleBreak(server.EndPoint);
    }

    public bool IsLost => _ended.Task.IsCompleted;

    private ISubscriber Subscriber => _multiplexer.GetSubscriber();

    /// <summary>Subscribes to a channel, unless that was done. Completes when Redis has acknowledged it.</summary>
    /// <exception cref="RedisException">Redis cannot be reached, or has refused it.</exception>
    /// <exception cref="OperationCanceledException">The connection is lost.</exception>
    public async ValueTask SubscribeAsync(RedisChannel channel, RedisMessageHandler receive)
    {
        if (_subscriptions.ContainsKey(channel))
            return;
        try
        {
            var subscribing = Subscriber.SubscribeAsync(channel);
            await UntilEndAsync(subscribing).ConfigureAwait(false);
            var queue = await subscribing.ConfigureAwait(false);
            var subscription = new Subscription(Subscriber.SubscribedEndpoint(channel), receive);
            _subscriptions[channel] = subscription;
            if (IsLost)
                subscription.End();
            queue.OnMessage(subscription.Receive);
            if (subscription.Server is null || _broken.ContainsKey(subscription.Server))
                Lose();
        }
        catch (Exception e) when (RedisFailures.IsOfLibrary(e))
        {
            // The library would subscribe later, although nobody would read the messages.
            await Subscriber.UnsubscribeAsync(channel, null, CommandFlags.FireAndForget).ConfigureAwait(false);
            throw;
        }

        if (IsLost)
            throw new OperationCanceledException(LostMessage);
    }

    /// <summary>Unsubscribes from a channel.</summary>
    /// <returns>False if it was not subscribed.</returns>
    public async Task<bool> UnsubscribeAsync(RedisChannel channel)
    {
        if (!_subscriptions.TryRemove(channel, out var subscription))
            return false;
        subscription.End();
        await UntilEndAsync(Subscriber.UnsubscribeAsync(channel)).ConfigureAwait(false);
        return true;
    }

    /// <summary>Closes the connection. No message is passed on after this.</summary>
    public void End()
    {
        _ended.TrySetResult();
        foreach (var subscription in _subscriptions.Values)
            subscription.End();
        _multiplexer.Close(allowCommandsToComplete: false);
        // Also closes the connection to a Sentinel, which the line above leaves open.
        _multiplexer.Dispose();
    }

    /// <summary>Waits for a task of the library, which may never complete it if a connection breaks.</summary>
    private async Task UntilEndAsync(Task task)
    {
        try
        {
            var timeout = TimeSpan.FromMilliseconds(_multiplexer.TimeoutMilliseconds);
            if (await Task.WhenAny(task, _ended.Task).WaitAsync(timeout).ConfigureAwait(false) != task)
                throw new OperationCanceledException(LostMessage);
        }
        catch (TimeoutException)
        {
            // Nobody can know what the connection is subscribed to now.
            Lose();
            throw;
        }

        await task.ConfigureAwait(false);
    }

    /// <summary>A server that has no subscriptions may come and go.</summary>
    private void HandleBreak(EndPoint server)
    {
        _broken[server] = true;
        if (_subscriptions.Values.Any(subscription => server.Equals(subscription.Server)))
            Lose();
    }

    private void Lose()
    {
        if (_ended.TrySetResult())
            _lost();
    }

    /// <summary>Passes messages on until it ends, so that none of an old connection comes between those of a new one.</summary>
    private sealed class Subscription(EndPoint? server, RedisMessageHandler receive)
    {
        private readonly Lock _lock = new();
        private bool _hasEnded;

        /// <summary>The server that has acknowledged it, or null if the connection to that is lost.</summary>
        public EndPoint? Server { get; } = server;

        public void Receive(ChannelMessage message)
        {
            lock (_lock)
            {
                if (!_hasEnded)
                    receive(((ReadOnlyMemory<byte>)message.Message).Span);
            }
        }

        public void End()
        {
            lock (_lock)
                _hasEnded = true;
        }
    }
}
