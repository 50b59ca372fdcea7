using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Nodes;

/// <summary>Gets what arrives over a backplane.</summary>
internal interface IBackplaneListener
{
    /// <summary>A message to the channel of a group.</summary>
    /// <param name="scope">The service.</param>
    /// <param name="group">The group.</param>
    /// <param name="size">The number of connections in the group, or null if the message is not about a change of it.</param>
    /// <param name="message">The message.</param>
    void OnGroupMessage(ServiceScope scope, string group, int? size, ReadOnlySpan<byte> message);

    /// <summary>A message to the channel of this node.</summary>
    /// <param name="recipients">The connections that it is for, or empty if the message itself names them.</param>
    /// <param name="message">The message.</param>
    void OnNodeMessage(IReadOnlyList<string> recipients, ReadOnlySpan<byte> message);

    /// <summary>
    /// A connection of a watched user was opened or closed. The user is not watched now.
    /// </summary>
    /// <param name="opened">The connection that waits for a receipt, or null.</param>
    /// <param name="user">The user, or null if nobody knows which one.</param>
    void OnUserChanged(string? opened, RealtimeUser? user);

    /// <summary>A node has seen the announcement of a connection of this node.</summary>
    void OnReceipt(string cid);

    /// <summary>A connection to the backplane broke, or broke and is there again. Messages may have been lost.</summary>
    void OnConnectionBroken();
}
