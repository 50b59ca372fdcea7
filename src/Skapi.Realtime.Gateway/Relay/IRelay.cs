using Skapi.Protocol;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Relay;

/// <summary>
/// Knows every connection and group, and moves frames between connections. Safe for use by several threads. The frames of one connection
/// are passed one after the other: the next one when the task of the one before has completed.
/// </summary>
internal interface IRelay
{
    /// <summary>Creates the id of a new connection.</summary>
    string CreateCid();

    /// <summary>Admits a connection.</summary>
    ValueTask<Admission> OpenAsync(Connection connection);

    /// <summary>Removes a connection and tells its group. Does nothing if it was removed before.</summary>
    /// <returns>The group that it has left, or null.</returns>
    ValueTask<string?> CloseAsync(Connection connection);

    /// <summary>Handles a frame of a connection.</summary>
    ValueTask<HandleResult> HandleAsync(Connection sender, ClientFrame frame);

    /// <summary>Sends a connection of this process a frame of the gateway, in order with what the relay sends it.</summary>
    void Reply(Connection recipient, GatewayFrame frame);

    /// <summary>Sends a frame of the app to everyone in a group.</summary>
    /// <returns>The number of connections.</returns>
    ValueTask<int> PostToGroupAsync(ServiceScope scope, string group, GatewayFrame frame, CancellationToken cancellationToken);

    /// <summary>Sends a frame of the app to every connection of a user.</summary>
    /// <returns>The number of connections.</returns>
    ValueTask<int> PostToUserAsync(RealtimeUser user, GatewayFrame frame, CancellationToken cancellationToken);

    /// <summary>Sends a frame of the app to one connection.</summary>
    /// <returns>False if there is no such connection.</returns>
    ValueTask<bool> PostToConnectionAsync(string cid, GatewayFrame frame, CancellationToken cancellationToken);

    /// <inheritdoc cref="ConnectionRegistry.MembersOf"/>
    ValueTask<IReadOnlyList<Member>> MembersOfAsync(
        ServiceScope scope, string group, string? userId, long? after, bool ascending, int limit, CancellationToken cancellationToken);

    /// <summary>Returns the groups of a service with their sizes, in no order.</summary>
    ValueTask<IEnumerable<GroupSize>> GroupsOfAsync(ServiceScope scope, CancellationToken cancellationToken);

    /// <summary>Returns the cids of a user's connections, in the order in which they were opened.</summary>
    ValueTask<IReadOnlyList<string>> ConnectionsOfAsync(RealtimeUser user, CancellationToken cancellationToken);

    /// <summary>Counts the connections in a group.</summary>
    ValueTask<int> CountGroupAsync(ServiceScope scope, string group, CancellationToken cancellationToken);

    /// <summary>Counts all connections.</summary>
    ValueTask<int> CountConnectionsAsync(CancellationToken cancellationToken);

    /// <summary>Disconnects every connection of a user.</summary>
    /// <returns>The number of connections.</returns>
    ValueTask<int> DisconnectUserAsync(RealtimeUser user, CancellationToken cancellationToken);

    /// <summary>Disconnects a connection.</summary>
    /// <returns>False if there is no such connection.</returns>
    ValueTask<bool> DisconnectAsync(string cid, CancellationToken cancellationToken);
}
