using System.Buffers.Text;
using System.Text;
using Skapi.Realtime.Gateway.Nodes;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Redis;

/// <summary>The channels of this node and of groups. Messages of one channel are passed on one after the other.</summary>
/// <remarks>
/// A message to the channel of a group begins with the size of the group and a colon, or with the colon alone if it is a post. A message
/// to the channel of a node begins with the cids that it is for and a line feed, or with the line feed alone if it names them itself; a
/// receipt is a plus sign and the cid whose announcement was seen. An announcement is the cid that was opened, or nothing, a space, and
/// the user.
/// </remarks>
internal sealed class RedisChannels(RedisSubscriber subscriber, RedisNames names, IBackplaneListener listener)
{
    private const byte Colon = (byte)':';
    private const byte LineFeed = (byte)'\n';
    private const byte Plus = (byte)'+';

    /// <summary>Puts the header before a message that a group gets without a change of its size.</summary>
    public static byte[] WithHeader(ReadOnlyMemory<byte> message) => [Colon, .. message.Span];

    /// <summary>Puts the header before a message to a node.</summary>
    /// <param name="cids">The connections that it is for, or none if the message names them itself.</param>
    /// <param name="message">The message.</param>
    public static byte[] WithRecipients(IReadOnlyList<string> cids, ReadOnlyMemory<byte> message)
    {
        var header = cids is [var only] ? only : string.Join(' ', cids);
        var bytes = GC.AllocateUninitializedArray<byte>(header.Length + 1 + message.Length);
        Encoding.ASCII.GetBytes(header, bytes);
        bytes[header.Length] = LineFeed;
        message.Span.CopyTo(bytes.AsSpan(header.Length + 1));
        return bytes;
    }

    /// <summary>The message that this node has seen the announcement of a connection.</summary>
    public static byte[] Receipt(string cid) => [Plus, .. Encoding.ASCII.GetBytes(cid)];

    /// <summary>Subscribes to the announcements of changes of users.</summary>
    public ValueTask SubscribeAnnouncementsAsync() => subscriber.SubscribeAsync(names.Announcements, ReceiveAnnouncement);

    /// <summary>Subscribes to the channel of this node.</summary>
    public ValueTask SubscribeNodeAsync(string node) => subscriber.SubscribeAsync(names.NodeChannel(node), Receive);

    /// <summary>Subscribes to the channel of a group.</summary>
    public ValueTask SubscribeAsync(ServiceScope scope, string group) =>
        subscriber.SubscribeAsync(names.GroupChannel(scope, group), message => Receive(scope, group, message));

    /// <summary>Unsubscribes from the channel of a group.</summary>
    public ValueTask UnsubscribeAsync(ServiceScope scope, string group) => subscriber.UnsubscribeAsync(names.GroupChannel(scope, group));

    private void ReceiveAnnouncement(ReadOnlySpan<byte> message)
    {
        var text = Encoding.UTF8.GetString(message);
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var opened = space > 0 && NodeMessages.NodeOf(text[..space]) is not null ? text[..space] : null;
        listener.OnUserChanged(opened, RedisNames.ParseUser(text.AsSpan(space + 1)));
    }

    private void Receive(ReadOnlySpan<byte> message)
    {
        if (message is [Plus, ..])
        {
            listener.OnReceipt(Encoding.ASCII.GetString(message[1..]));
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
}
