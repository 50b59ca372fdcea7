using Skapi.Realtime.Gateway.App;
using StackExchange.Redis;

namespace Skapi.Realtime.Gateway.Redis;

/// <summary>The subscriptions of this node, over a connection of their own.</summary>
/// <remarks>
/// A connection that was lost is not used again. StackExchange.Redis restores it and subscribes again, but if connections are lost in
/// quick succession, it can come back on a connection on which it has not subscribed although it believes that it has. A new connection
/// has no such history. Messages that are published until its subscriptions are made do not arrive.
/// </remarks>
internal sealed class RedisSubscriber(RedisConnector connector) : IDisposable
{
    private volatile SubscriptionConnection? _current;
    private volatile bool _isDisposed;

    /// <summary>Is raised once when a connection was lost. Call <see cref="ReplaceAsync"/> after it.</summary>
    public event Action? Lost;

    /// <summary>Connects, and closes the previous connection.</summary>
    /// <exception cref="BackplaneException">Redis cannot be reached or used. The previous connection stays.</exception>
    public async ValueTask ConnectAsync(CancellationToken cancellationToken)
    {
        // With version 3 of its protocol, the library would receive messages on the connection for commands.
        var multiplexer = await connector.ConnectAsync(static options => options.Protocol = RedisProtocol.Resp2, cancellationToken)
            .ConfigureAwait(false);
        var previous = _current;
        _current = new SubscriptionConnection(multiplexer, () => Lost?.Invoke());
        previous?.End();
        if (_isDisposed)
            _current.End();
    }

    /// <summary>Makes a new connection, without subscriptions, if the present one was lost.</summary>
    /// <param name="timeout">The maximum duration.</param>
    /// <exception cref="BackplaneException">Redis cannot be reached or used. The previous connection stays.</exception>
    public ValueTask<bool> ReplaceAsync(TimeSpan timeout) => RedisFailures.TranslateAsync(async () =>
    {
        if (_current is not { IsLost: true })
            return false;
        using var cancellation = new CancellationTokenSource(timeout);
        await ConnectAsync(cancellation.Token).ConfigureAwait(false);
        return true;
    });

    /// <summary>Subscribes to a channel, unless this connection has done so. Completes when Redis has acknowledged it.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="receive">Gets the messages, one after the other.</param>
    /// <exception cref="BackplaneException">Redis cannot be reached, or has refused it.</exception>
    public async ValueTask SubscribeAsync(RedisChannel channel, RedisMessageHandler receive)
    {
        var current = _current
            ?? throw new BackplaneException("The gateway is not connected to Redis yet. Wait until the app has started.");
        await RedisFailures.TranslateAsync(async () =>
        {
            await current.SubscribeAsync(channel, receive).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
    }

    /// <summary>Unsubscribes from a channel.</summary>
    /// <exception cref="BackplaneException">Redis cannot be reached. No message arrives any more.</exception>
    public async ValueTask UnsubscribeAsync(RedisChannel channel)
    {
        if (_current is { } current)
            await RedisFailures.TranslateAsync(() => current.UnsubscribeAsync(channel)).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _isDisposed = true;
        _current?.End();
    }
}
