using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Nodes;
using Skapi.Realtime.Gateway.Tokens;
using StackExchange.Redis;

namespace Skapi.Realtime.Gateway.Redis;

/// <summary>The subscriptions of this node. Messages of one channel are passed on one after the other.</summary>
/// <remarks>
/// A message to the channel of a group begins with the size of the group and a colon, or with the colon alone if it is a post. A message
/// to the channel of a node begins with the cids that it is for and a line feed, or with the line feed alone if it names them itself.
/// </remarks>
internal sealed class RedisChannels(RedisConnection connection, RedisNames names, IBackplaneListener listener)
{
    private const byte Colon = (byte)':';
    private const byte LineFeed = (byte)'\n';

    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(ServiceScope Scope, string Group), ChannelMessageQueue> _groups = new();
    private volatile Probe? _probe;

    /// <summary>Puts the header before a message that a group gets without a change of its size.</summary>
    public static byte[] WithHeader(ReadOnlyMemory<byte> message) => [Colon, .. message.Span];

    /// <summary>Puts the header before a message to a node.</summary>
    /// <param name="cids">The connections that it is for, or none if the message names them itself.</param>
    /// <param name="message">The message.</param>
    public static byte[] WithRecipients(IEnumerable<string> cids, ReadOnlyMemory<byte> message)
    {
        var header = string.Join(' ', cids);
        var bytes = GC.AllocateUninitializedArray<byte>(header.Length + 1 + message.Length);
        Encoding.ASCII.GetBytes(header, bytes);
        bytes[header.Length] = LineFeed;
        message.Span.CopyTo(bytes.AsSpan(header.Length + 1));
        return bytes;
    }

    public ValueTask<bool> SubscribeNodeAsync(string node) => connection.RunAsync(async _ =>
    {
        var queue = await connection.Subscriber.SubscribeAsync(names.NodeChannel(node)).ConfigureAwait(false);
        queue.OnMessage(message => Receive(((ReadOnlyMemory<byte>)message.Message).Span));
        return true;
    });

    /// <summary>Subscribes to the channel of this node again, unless a message to it arrives.</summary>
    /// <remarks>
    /// If connections are lost in quick succession, StackExchange.Redis can use a connection on which it has not subscribed. It believes to
    /// be subscribed, and a channel is subscribed again only after it was unsubscribed.
    /// </remarks>
    public async ValueTask<bool> SubscribeNodeAgainAsync(string node)
    {
        if (await ArrivesAsync(node).ConfigureAwait(false))
            return true;
        await connection.RunAsync(async _ =>
        {
            await connection.Subscriber.UnsubscribeAsync(names.NodeChannel(node)).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        await SubscribeNodeAsync(node).ConfigureAwait(false);
        return await ArrivesAsync(node).ConfigureAwait(false)
            ? true
            : throw new BackplaneException("Messages that Redis was sent do not arrive. May the user use SUBSCRIBE?");
    }

    public ValueTask<bool> SubscribeAsync(ServiceScope scope, string group) => connection.RunAsync(async database =>
    {
        var channel = names.GroupChannel(scope, group);
        try
        {
            // The library would do nothing for a channel to which it believes to be subscribed.
            if (_groups.TryRemove((scope, group), out _))
                await connection.Subscriber.UnsubscribeAsync(channel).ConfigureAwait(false);
            var queue = await connection.Subscriber.SubscribeAsync(channel).ConfigureAwait(false);
            queue.OnMessage(message => Receive(scope, group, ((ReadOnlyMemory<byte>)message.Message).Span));
            _groups[(scope, group)] = queue;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            // The library would subscribe when Redis is back, although nobody would read the messages.
            await connection.Subscriber.UnsubscribeAsync(channel, null, CommandFlags.FireAndForget).ConfigureAwait(false);
            throw;
        }

        return true;
    });

    public ValueTask<bool> UnsubscribeAsync(ServiceScope scope, string group) => connection.RunAsync(async _ =>
    {
        if (_groups.TryRemove((scope, group), out var queue))
            await queue.UnsubscribeAsync().ConfigureAwait(false);
        return true;
    });

    /// <summary>Sends this node a message, and waits for it.</summary>
    private async ValueTask<bool> ArrivesAsync(string node)
    {
        var probe = new Probe();
        _probe = probe;
        try
        {
            await connection.RunAsync(database => database.PublishAsync(names.NodeChannel(node), probe.Message)).ConfigureAwait(false);
            await probe.Arrived.WaitAsync(ProbeTimeout).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private void Receive(ReadOnlySpan<byte> message)
    {
        if (_probe is { } probe && message.SequenceEqual(probe.Message))
        {
            probe.Arrive();
            return;
        }

        var end = message.IndexOf(LineFeed);
        var recipients = Encoding.ASCII.GetString(message[..Math.Max(end, 0)]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        listener.OnNodeMessage(recipients, message[(end + 1)..]);
    }

    private void Receive(ServiceScope scope, string group, ReadOnlySpan<byte> message)
    {
        var colon = message.IndexOf(Colon);
        int? size = Utf8Parser.TryParse(message[..Math.Max(colon, 0)], out int number, out _) ? number : null;
        listener.OnGroupMessage(scope, group, size, message[(colon + 1)..]);
    }

    /// <summary>A message of this node to itself. No other message can be equal to it.</summary>
    private sealed class Probe
    {
        private const int Length = 16;

        private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public byte[] Message { get; } = RandomNumberGenerator.GetBytes(Length);

        public Task Arrived => _arrived.Task;

        public void Arrive() => _arrived.TrySetResult();
    }
}
