using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Frames;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Relay;

/// <summary>The app's access to the relay of this process.</summary>
internal sealed class RealtimeGateway(RelayHub hub) : IRealtimeGateway
{
    public ValueTask<int> PostToGroupAsync(
        SkapiService service, string group, string sender, RawJson message, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(group);
        ArgumentException.ThrowIfNullOrEmpty(sender);
        cancellationToken.ThrowIfCancellationRequested();
        var scope = ToScope(service);
        return new(hub.Post(GatewayFrames.AppPost(sender, message, group), state => (null, state.GroupOf(scope, group))));
    }

    public ValueTask<int> PostToUserAsync(
        SkapiService service, string userId, string sender, RawJson message, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(sender);
        cancellationToken.ThrowIfCancellationRequested();
        var user = ToUser(service, userId);
        return new(hub.Post(GatewayFrames.AppPost(sender, message, null), state => (null, state.ConnectionsOf(user))));
    }

    public ValueTask<bool> PostToConnectionAsync(
        string cid, string sender, RawJson message, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(sender);
        cancellationToken.ThrowIfCancellationRequested();
        var bare = ToBareCid(cid);
        return new(hub.Post(GatewayFrames.AppPost(sender, message, null), state => (state.Find(bare), null)) > 0);
    }

    public ValueTask<IReadOnlyList<RealtimePeer>> ListGroupAsync(
        SkapiService service, string group, int limit = int.MaxValue, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(group);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        cancellationToken.ThrowIfCancellationRequested();
        var scope = ToScope(service);
        return new(hub.Read(state => ToPeers(state.GroupOf(scope, group), limit)));
    }

    public ValueTask<IReadOnlyList<RealtimePeer>> ListUserAsync(
        SkapiService service, string userId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var user = ToUser(service, userId);
        return new(hub.Read(state => ToPeers(state.ConnectionsOf(user), int.MaxValue)));
    }

    public ValueTask<int> CountGroupAsync(SkapiService service, string group, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(group);
        cancellationToken.ThrowIfCancellationRequested();
        var scope = ToScope(service);
        return new(hub.Read(state => state.GroupOf(scope, group)?.Count ?? 0));
    }

    public ValueTask<int> CountConnectionsAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(hub.Read(static state => state.Connections.Count));
    }

    public ValueTask<int> DisconnectUserAsync(SkapiService service, string userId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var user = ToUser(service, userId);
        return new(hub.Read(state =>
            state.ConnectionsOf(user)?.Page(null, ascending: true, int.MaxValue).Count(Disconnect) ?? 0));
    }

    public ValueTask<bool> DisconnectAsync(string cid, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var bare = ToBareCid(cid);
        return new(hub.Read(state => state.Find(bare) is { } connection && Disconnect(connection)));
    }

    private static bool Disconnect(Connection connection) => connection.Queue.Complete(CloseReason.Disconnected);

    private static IReadOnlyList<RealtimePeer> ToPeers(ConnectionList? connections, int limit) =>
        connections is null ? [] : [.. connections.Page(null, ascending: true, limit).Select(HookRunner.ToPeer)];

    private static ServiceScope ToScope(SkapiService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return new ServiceScope(service.Service, service.Owner);
    }

    private static RealtimeUser ToUser(SkapiService service, string userId)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        return new RealtimeUser(ToScope(service), userId);
    }

    private static string ToBareCid(string cid)
    {
        ArgumentException.ThrowIfNullOrEmpty(cid);
        return cid.StartsWith(ConnectionId.Prefix, StringComparison.Ordinal) ? cid[ConnectionId.Prefix.Length..] : cid;
    }
}
