using Skapi.Realtime.Gateway.Relay;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Nodes;

/// <summary>
/// What connects several gateways (nodes): a store of all connections and groups, and channels. A change of the store and the message
/// about it are one step, and all members of a group see the messages of its channel in one order. Safe for use by several threads.
/// </summary>
/// <remarks>
/// Every method throws <see cref="App.BackplaneException"/> if the backplane cannot be reached. The change may have happened then.
/// Cids are without the <c>cid:</c> prefix.
/// </remarks>
internal interface IBackplane
{
    /// <summary>The id of this node, the part of its cids before the dot.</summary>
    string Node { get; }

    /// <summary>
    /// Connects, and subscribes to announcements and to the channel of this node. The listener is called in the order of each channel.
    /// </summary>
    Task StartAsync(IBackplaneListener listener, CancellationToken cancellationToken);

    /// <summary>Creates the lease of this node, or renews it.</summary>
    /// <returns>What identifies the data of the store. It is another after the store has lost its data.</returns>
    ValueTask<string> RegisterAsync();

    /// <summary>Renews the lease of this node.</summary>
    /// <returns>False if the lease has expired.</returns>
    ValueTask<bool> RenewAsync();

    /// <summary>Ends the lease of this node. Other nodes tell the groups about connections that are still in the store.</summary>
    ValueTask UnregisterAsync();

    /// <summary>Finds other nodes whose leases have expired.</summary>
    ValueTask<IReadOnlyList<string>> FindDeadNodesAsync();

    /// <summary>Removes some connections of a node, and tells their groups. Does nothing if the node has a lease.</summary>
    /// <returns>The number of connections that were removed.</returns>
    ValueTask<int> RemoveConnectionsOfAsync(string node, int limit);

    /// <summary>Reads the connections of this node in the store.</summary>
    ValueTask<IReadOnlyList<StoredConnection>> ReadOwnConnectionsAsync();

    /// <summary>Adds a connection of this node. Does nothing if the store has it.</summary>
    /// <returns>Also has the number of nodes to which the connection is announced.</returns>
    ValueTask<StoreResult> OpenAsync(string cid, RealtimeUser user, int maxConnectionsPerUser);

    /// <summary>Moves a connection of this node to a group. Does nothing if it is in that group.</summary>
    ValueTask<StoreResult> JoinAsync(string cid, RealtimeUser user, string group, JoinMessages messages);

    /// <summary>Removes a connection of this node from its group.</summary>
    /// <param name="cid">The connection.</param>
    /// <param name="left">The message for the group.</param>
    /// <returns>False if the store does not have the connection.</returns>
    ValueTask<bool> LeaveAsync(string cid, ReadOnlyMemory<byte> left);

    /// <summary>Removes a connection of this node, and tells its group with <see cref="JoinMessages.Disconnected"/>.</summary>
    /// <returns>False if the store does not have the connection.</returns>
    ValueTask<bool> CloseAsync(string cid);

    /// <summary>
    /// Subscribes to announcements and to the channel of this node again after a connection broke. The channels of groups must be
    /// subscribed again after this.
    /// </summary>
    ValueTask SubscribeAgainAsync();

    /// <summary>Subscribes to the channel of a group. Completes when the subscription is acknowledged.</summary>
    ValueTask SubscribeAsync(ServiceScope scope, string group);

    /// <summary>Unsubscribes from the channel of a group.</summary>
    ValueTask UnsubscribeAsync(ServiceScope scope, string group);

    /// <summary>Sends a message to the channel of a group.</summary>
    /// <returns>False if no node is subscribed.</returns>
    ValueTask<bool> PublishAsync(ServiceScope scope, string group, ReadOnlyMemory<byte> message);

    /// <summary>Sends a message to the channel of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="recipients">The connections that it is for, or empty if the message itself names them.</param>
    /// <param name="message">The message.</param>
    /// <returns>False if the node is not there.</returns>
    ValueTask<bool> SendAsync(string node, IReadOnlyList<string> recipients, ReadOnlyMemory<byte> message);

    /// <summary>
    /// Reads the connections of a user. If there are some, but not more than <see cref="UserDirectory.MaxConnections"/>, the next change
    /// of them is announced to all nodes (<see cref="IBackplaneListener.OnUserChanged"/>), unless it comes after twice the
    /// <see cref="UserDirectory.Lifetime"/>.
    /// </summary>
    ValueTask<IReadOnlyList<string>> WatchAsync(RealtimeUser user);

    /// <summary>Tells the node of a connection that this node has seen the announcement of it.</summary>
    /// <returns>False if the node is not there.</returns>
    ValueTask<bool> SendReceiptAsync(string cid);

    /// <summary>Whether the store has a connection.</summary>
    ValueTask<bool> ExistsAsync(string cid);

    /// <inheritdoc cref="IRelay.ConnectionsOfAsync"/>
    ValueTask<IReadOnlyList<string>> ConnectionsOfAsync(RealtimeUser user);

    /// <inheritdoc cref="ConnectionRegistry.MembersOf"/>
    ValueTask<IReadOnlyList<Member>> MembersOfAsync(
        ServiceScope scope, string group, string? userId, long? after, bool ascending, int limit);

    /// <inheritdoc cref="IRelay.GroupsOfAsync"/>
    ValueTask<IReadOnlyList<GroupSize>> GroupsOfAsync(ServiceScope scope, CancellationToken cancellationToken);

    /// <inheritdoc cref="IRelay.CountGroupAsync"/>
    ValueTask<int> CountGroupAsync(ServiceScope scope, string group);

    /// <inheritdoc cref="IRelay.CountConnectionsAsync"/>
    ValueTask<int> CountConnectionsAsync();
}
