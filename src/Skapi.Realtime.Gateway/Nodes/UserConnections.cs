namespace Skapi.Realtime.Gateway.Nodes;

/// <summary>The connections of a user on all nodes, at one time.</summary>
internal sealed class UserConnections
{
    /// <summary>Sorts the connections by their nodes.</summary>
    /// <param name="cids">The connections.</param>
    /// <param name="self">The id of this node.</param>
    public UserConnections(IReadOnlyList<string> cids, string self)
    {
        Count = cids.Count;
        // Most users have one connection.
        if (cids is [var only])
        {
            var node = NodeMessages.NodeOf(only);
            (Own, Others) = (node == self ? cids : [], node == self || node is null ? [] : [(node, cids)]);
            return;
        }

        Own = [.. cids.Where(cid => NodeMessages.NodeOf(cid) == self)];
        Others = [.. cids
            .GroupBy(static cid => NodeMessages.NodeOf(cid))
            .Where(node => node.Key is not null && node.Key != self)
            .Select(static node => (node.Key!, (IReadOnlyList<string>)[.. node]))];
    }

    /// <summary>The number of connections.</summary>
    public int Count { get; }

    /// <summary>The connections on this node.</summary>
    public IReadOnlyList<string> Own { get; }

    /// <summary>The other nodes, each with its connections.</summary>
    public IReadOnlyList<(string Node, IReadOnlyList<string> Cids)> Others { get; }
}
