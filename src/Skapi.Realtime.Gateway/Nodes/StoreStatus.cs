namespace Skapi.Realtime.Gateway.Nodes;

/// <summary>What the store has done with a request.</summary>
internal enum StoreStatus
{
    /// <summary>The store has changed, and the groups were told.</summary>
    Done,

    /// <summary>The store was already as requested, and nobody was told.</summary>
    Unchanged,

    /// <summary>The user has the maximum number of connections.</summary>
    TooManyConnections,

    /// <summary>The store does not have the connection.</summary>
    UnknownConnection,

    /// <summary>The lease of this node has expired. Nothing was changed.</summary>
    NoLease,
}
