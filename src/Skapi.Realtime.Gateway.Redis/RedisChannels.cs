using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Text;
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

    private readonly ConcurrentDictionary<(ServiceScope Scope, string Group), ChannelMessageQueue> _groups = new();

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

    public ValueTask<bool> SubscribeAsync(ServiceScope scope, string group) => connection.RunAsync(async _ =>
    {
        var channel = names.GroupChannel(scope, group);
        try
        {
            var queue = await connection.Subscriber.SubscribeAsync(channel).ConfigureAwait(false);
            queue.OnMessage(message => Receive(scope, group, ((ReadOnlyMemory<byte>)message.Message).Span));
            if (_groups.TryRemove((scope, group), out var old))
                await old.UnsubscribeAsync(CommandFlags.FireAndForget).ConfigureAwait(false);
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

    private void Receive(ReadOnlySpan<byte> message)
    {
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
}
