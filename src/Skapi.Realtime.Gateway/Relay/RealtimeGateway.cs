using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Frames;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Relay;

/// <summary>The app's access to the relay.</summary>
internal sealed class RealtimeGateway(IRelay relay) : IRealtimeGateway
{
    public ValueTask<int> PostToGroupAsync(
        SkapiService service, string group, string sender, RawJson message, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(group);
        ArgumentException.ThrowIfNullOrEmpty(sender);
        cancellationToken.ThrowIfCancellationRequested();
        return relay.PostToGroupAsync(ToScope(service), group, GatewayFrames.AppPost(sender, message, group), cancellationToken);
    }

    public ValueTask<int> PostToUserAsync(
        SkapiService service, string userId, string sender, RawJson message, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(sender);
        cancellationToken.ThrowIfCancellationRequested();
        return relay.PostToUserAsync(ToUser(service, userId), GatewayFrames.AppPost(sender, message, null), cancellationToken);
    }

    public ValueTask<bool> PostToConnectionAsync(
        string cid, string sender, RawJson message, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(sender);
        cancellationToken.ThrowIfCancellationRequested();
        return relay.PostToConnectionAsync(ToBareCid(cid), GatewayFrames.AppPost(sender, message, null), cancellationToken);
    }

    public async ValueTask<IReadOnlyList<RealtimePeer>> ListGroupAsync(
        SkapiService service, string group, int limit = int.MaxValue, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(group);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        cancellationToken.ThrowIfCancellationRequested();
        var scope = ToScope(service);
        var members = await relay.MembersOfAsync(scope, group, null, null, ascending: true, limit, cancellationToken)
            .ConfigureAwait(false);
        return [.. members.Select(member => new RealtimePeer(scope.Service, scope.Owner, member.UserId, member.Cid))];
    }

    public async ValueTask<IReadOnlyList<RealtimePeer>> ListUserAsync(
        SkapiService service, string userId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var user = ToUser(service, userId);
        var cids = await relay.ConnectionsOfAsync(user, cancellationToken).ConfigureAwait(false);
        return [.. cids.Select(cid => new RealtimePeer(user.Scope.Service, user.Scope.Owner, userId, cid))];
    }

    public ValueTask<int> CountGroupAsync(SkapiService service, string group, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(group);
        cancellationToken.ThrowIfCancellationRequested();
        return relay.CountGroupAsync(ToScope(service), group, cancellationToken);
    }

    public ValueTask<int> CountConnectionsAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return relay.CountConnectionsAsync(cancellationToken);
    }

    public ValueTask<int> DisconnectUserAsync(SkapiService service, string userId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return relay.DisconnectUserAsync(ToUser(service, userId), cancellationToken);
    }

    public ValueTask<bool> DisconnectAsync(string cid, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return relay.DisconnectAsync(ToBareCid(cid), cancellationToken);
    }

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
