using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Nodes;

/// <summary>Sends messages to the other nodes that have connections of a user.</summary>
internal sealed class UserPosts(IBackplane backplane, UserDirectory users)
{
    /// <summary>Sends a message to every other node that has connections of a user, with these connections as its recipients.</summary>
    /// <param name="user">The user.</param>
    /// <param name="encode">Makes the message. Most users have connections on one node, and it may be this one.</param>
    /// <exception cref="BackplaneException">The backplane cannot be reached. Some nodes may have got the message.</exception>
    public ValueTask<UserRoute> SendAsync(RealtimeUser user, Func<byte[]> encode)
    {
        if (users.Find(user, out var watch) is not { } known)
            return LookUpAndSendAsync(user, watch, encode);
        return known.Others.Count == 0
            ? new(new UserRoute(known.Count, IsSent: false, known.Own))
            : SendAsync(user, known, encode());
    }

    private async ValueTask<UserRoute> LookUpAndSendAsync(RealtimeUser user, object? watch, Func<byte[]> encode)
    {
        var connections = watch is null
            ? new UserConnections(await backplane.ConnectionsOfAsync(user).ConfigureAwait(false), backplane.Node)
            : await WatchAsync(user, watch).ConfigureAwait(false);
        IReadOnlyList<(string, IReadOnlyList<string>)> reached = connections.Others.Count == 0
            ? []
            : await SendAsync(connections.Others, encode()).ConfigureAwait(false);
        return new UserRoute(connections.Count, reached.Count > 0, connections.Own);
    }

    private async ValueTask<UserConnections> WatchAsync(RealtimeUser user, object watch)
    {
        try
        {
            return users.Remember(user, watch, await backplane.WatchAsync(user).ConfigureAwait(false));
        }
        catch (BackplaneException)
        {
            users.Forget(user);
            throw;
        }
    }

    private async ValueTask<UserRoute> SendAsync(RealtimeUser user, UserConnections known, byte[] message)
    {
        var reached = await SendAsync(known.Others, message).ConfigureAwait(false);
        if (reached.Count == known.Others.Count)
            return new UserRoute(known.Count, IsSent: true, known.Own);
        // A node is gone. Its connections may be elsewhere by now.
        users.Forget(user);
        var now = new UserConnections(await backplane.ConnectionsOfAsync(user).ConfigureAwait(false), backplane.Node);
        var done = reached.SelectMany(static node => node.Cids).ToHashSet(StringComparer.Ordinal);
        var rest = now.Others
            .Select(node => (node.Node, Cids: (IReadOnlyList<string>)[.. node.Cids.Where(cid => !done.Contains(cid))]))
            .Where(static node => node.Cids.Count > 0);
        var reachedNow = await SendAsync([.. rest], message).ConfigureAwait(false);
        return new UserRoute(now.Count, reached.Count + reachedNow.Count > 0, now.Own);
    }

    /// <summary>Sends to nodes.</summary>
    /// <returns>The nodes that have got the message.</returns>
    private async ValueTask<IReadOnlyList<(string Node, IReadOnlyList<string> Cids)>> SendAsync(
        IReadOnlyList<(string Node, IReadOnlyList<string> Cids)> nodes, byte[] message)
    {
        if (nodes.Count == 0)
            return [];
        if (nodes is [var only])
            return await backplane.SendAsync(only.Node, only.Cids, message).ConfigureAwait(false) ? nodes : [];
        var isReached = await Task.WhenAll(nodes.Select(node => backplane.SendAsync(node.Node, node.Cids, message).AsTask()))
            .ConfigureAwait(false);
        return [.. nodes.Zip(isReached).Where(static pair => pair.Second).Select(static pair => pair.First)];
    }
}
