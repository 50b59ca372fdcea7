using System.Collections.Concurrent;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Relay;

/// <summary>
/// The connections of this process, by id, user and group. One caller at a time changes it; <see cref="GroupsOf"/> can be called by any
/// thread.
/// </summary>
internal sealed class ConnectionRegistry
{
    private readonly Dictionary<string, Connection> _connections = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ServiceScope, ServiceState> _services = new(concurrencyLevel: 1, capacity: 0);
    private long _opens;
    private long _joins;

    /// <summary>Every connection.</summary>
    public IReadOnlyCollection<Connection> Connections => _connections.Values;

    /// <summary>Returns a page of the connections in a group, in the order in which they joined.</summary>
    /// <param name="scope">The service.</param>
    /// <param name="group">The group's name.</param>
    /// <param name="userId">Returns only connections of this user, unless null.</param>
    /// <param name="after">The join number of the entry before the page, or null for the first page.</param>
    /// <param name="ascending">Whether the first to join comes first.</param>
    /// <param name="limit">The maximum number of entries.</param>
    public IReadOnlyList<Member> MembersOf(
        ServiceScope scope, string group, string? userId = null, long? after = null, bool ascending = true, int limit = int.MaxValue)
    {
        if (!_services.TryGetValue(scope, out var service) || !service.Groups.TryGetValue(group, out var members))
            return [];
        if (userId is null)
            return [.. members.Page(after, ascending, limit).Select(ToMember)];
        if (!service.Users.TryGetValue(userId, out var connections))
            return [];
        // A user has few connections, so they are sorted here rather than looked for in the group.
        var own = connections.Page(null, ascending: true, int.MaxValue)
            .Where(connection => connection.Group == group)
            .Where(connection => after is not { } number || (ascending ? connection.JoinNumber > number : connection.JoinNumber < number));
        var ordered = ascending
            ? own.OrderBy(static connection => connection.JoinNumber)
            : own.OrderByDescending(static connection => connection.JoinNumber);
        return [.. ordered.Take(limit).Select(ToMember)];

        static Member ToMember(Connection member) => new(member.User.UserId, member.Cid, member.JoinNumber);
    }

    /// <summary>
    /// Enumerates the groups of a service with their sizes, in no order. Any thread may call this at any time; groups that come or go
    /// meanwhile may be missing.
    /// </summary>
    public IEnumerable<GroupSize> GroupsOf(ServiceScope scope) =>
        _services.TryGetValue(scope, out var service)
            ? service.Groups.Select(static entry => new GroupSize(entry.Key, entry.Value.Count))
                .Where(static group => group.Connections > 0)
            : [];

    /// <summary>The connections of a user, or null if the user is not connected.</summary>
    public ConnectionList? ConnectionsOf(RealtimeUser user) =>
        _services.GetValueOrDefault(user.Scope)?.Users.GetValueOrDefault(user.UserId);

    /// <summary>The connections in a group, or null if it is empty.</summary>
    public ConnectionList? GroupOf(ServiceScope scope, string group) =>
        _services.GetValueOrDefault(scope)?.Groups.GetValueOrDefault(group);

    /// <summary>The connection with an id, or null.</summary>
    public Connection? Find(string cid) => _connections.GetValueOrDefault(cid);

    /// <summary>Whether the connection was added and not removed.</summary>
    public bool Contains(Connection connection) => _connections.ContainsKey(connection.Cid);

    /// <summary>Adds a connection.</summary>
    /// <returns>False if its user has the maximum number of connections.</returns>
    public bool TryAdd(Connection connection, int maxConnectionsPerUser)
    {
        var service = _services.GetOrAdd(connection.User.Scope, static _ => new ServiceState());
        if (!service.Users.TryGetValue(connection.User.UserId, out var list))
            service.Users.Add(connection.User.UserId, list = new ConnectionList());
        else if (list.Count >= maxConnectionsPerUser)
            return false;
        _connections.Add(connection.Cid, connection);
        connection.OpenNumber = ++_opens;
        list.Add(connection.OpenNumber, connection);
        return true;
    }

    /// <summary>Removes a connection, which must have left its group.</summary>
    public void Remove(Connection connection)
    {
        _connections.Remove(connection.Cid);
        var service = _services[connection.User.Scope];
        var list = service.Users[connection.User.UserId];
        list.Remove(connection.OpenNumber);
        if (list.Count == 0)
            service.Users.Remove(connection.User.UserId);
        if (service.Users.Count == 0)
            _services.TryRemove(connection.User.Scope, out _);
    }

    /// <summary>Adds a connection without a group to one.</summary>
    /// <returns>The connections in the group, with this one.</returns>
    public ConnectionList Join(Connection connection, string group)
    {
        var members = _services[connection.User.Scope].Groups.GetOrAdd(group, static _ => new ConnectionList());
        connection.Group = group;
        connection.JoinNumber = ++_joins;
        members.Add(connection.JoinNumber, connection);
        return members;
    }

    /// <summary>Removes a connection from its group.</summary>
    /// <returns>The connections that are left in the group, or null if there are none or it was in none.</returns>
    public ConnectionList? Leave(Connection connection)
    {
        if (connection.Group is not { } group)
            return null;
        var groups = _services[connection.User.Scope].Groups;
        var members = groups[group];
        members.Remove(connection.JoinNumber);
        connection.Group = null;
        if (members.Count > 0)
            return members;
        groups.TryRemove(group, out _);
        return null;
    }
}
