using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.Configuration;

namespace Skapi.Realtime.Gateway.App;

/// <summary>
/// Posts to clients, lists and disconnects them, from any service of the app. Get it from dependency injection. Safe for use by several
/// threads.
/// </summary>
/// <remarks>
/// A service is named by its identifier and its owner. If the options name no services and the tokens name no owner, the owner is empty.
/// </remarks>
public interface IRealtimeGateway
{
    /// <summary>Posts to everyone in a group.</summary>
    /// <param name="service">The service.</param>
    /// <param name="group">The group.</param>
    /// <param name="sender">The user id that the post names as its sender.</param>
    /// <param name="message">The content.</param>
    /// <param name="cancellationToken">Cancels the post.</param>
    /// <returns>The number of connections that it goes to; zero if the group is empty.</returns>
    ValueTask<int> PostToGroupAsync(
        SkapiService service, string group, string sender, RawJson message, CancellationToken cancellationToken = default);

    /// <summary>Posts to every connection of a user.</summary>
    /// <param name="service">The service.</param>
    /// <param name="userId">The user.</param>
    /// <param name="sender">The user id that the post names as its sender.</param>
    /// <param name="message">The content.</param>
    /// <param name="cancellationToken">Cancels the post.</param>
    /// <returns>The number of connections that it goes to; zero if the user is not connected.</returns>
    ValueTask<int> PostToUserAsync(
        SkapiService service, string userId, string sender, RawJson message, CancellationToken cancellationToken = default);

    /// <summary>Posts to one connection.</summary>
    /// <param name="cid">The connection's id, with or without the <c>cid:</c> prefix.</param>
    /// <param name="sender">The user id that the post names as its sender.</param>
    /// <param name="message">The content.</param>
    /// <param name="cancellationToken">Cancels the post.</param>
    /// <returns>False if there is no such connection.</returns>
    ValueTask<bool> PostToConnectionAsync(string cid, string sender, RawJson message, CancellationToken cancellationToken = default);

    /// <summary>Lists the connections in a group, in the order in which they joined.</summary>
    /// <param name="service">The service.</param>
    /// <param name="group">The group.</param>
    /// <param name="limit">The maximum number of connections.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    ValueTask<IReadOnlyList<RealtimePeer>> ListGroupAsync(
        SkapiService service, string group, int limit = int.MaxValue, CancellationToken cancellationToken = default);

    /// <summary>Lists the connections of a user.</summary>
    /// <param name="service">The service.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    ValueTask<IReadOnlyList<RealtimePeer>> ListUserAsync(
        SkapiService service, string userId, CancellationToken cancellationToken = default);

    /// <summary>Counts the connections in a group.</summary>
    /// <param name="service">The service.</param>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    ValueTask<int> CountGroupAsync(SkapiService service, string group, CancellationToken cancellationToken = default);

    /// <summary>Counts all connections.</summary>
    /// <param name="cancellationToken">Cancels the query.</param>
    ValueTask<int> CountConnectionsAsync(CancellationToken cancellationToken = default);

    /// <summary>Disconnects every connection of a user, with 1008. The user's tokens stay valid, so it can connect again.</summary>
    /// <param name="service">The service.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The number of connections.</returns>
    ValueTask<int> DisconnectUserAsync(SkapiService service, string userId, CancellationToken cancellationToken = default);

    /// <summary>Disconnects a connection, with 1008.</summary>
    /// <param name="cid">The connection's id, with or without the <c>cid:</c> prefix.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>False if there is no such connection.</returns>
    ValueTask<bool> DisconnectAsync(string cid, CancellationToken cancellationToken = default);
}
