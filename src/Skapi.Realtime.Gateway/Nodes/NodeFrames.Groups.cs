using Skapi.Protocol;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Frames;
using Skapi.Realtime.Gateway.Relay;

namespace Skapi.Realtime.Gateway.Nodes;

/// <content>Joining and leaving groups.</content>
internal sealed partial class NodeFrames
{
    private async ValueTask<GatewayFrame?> LeaveAsync(Seat seat)
    {
        var connection = seat.Connection;
        if (connection.Group is not { } group)
            return null;
        if (IsOverLimit(connection, local.SizeOf(connection.User.Scope, group) ?? 1, out var refusal))
            return refusal;
        await seat.Gate.EnterAsync().ConfigureAwait(false);
        try
        {
            if (seat.IsClosed)
                return null;
            local.Leave(seat);
            if (!await backplane.LeaveAsync(connection.Cid, NodeMessages.Join(connection).Left).ConfigureAwait(false))
                AddUntold(connection, group, NoticeCode.UserLeft);
        }
        catch (BackplaneException)
        {
            // The client has what it wants. The lease tells the others.
            AddUntold(connection, group, NoticeCode.UserLeft);
        }
        finally
        {
            seat.Gate.Exit();
        }

        Release(seat, group);
        return null;
    }

    private async ValueTask<GatewayFrame?> JoinAsync(Seat seat, string group)
    {
        var connection = seat.Connection;
        var scope = connection.User.Scope;
        var before = connection.Group;
        if (FrameRules.CheckJoin(group, options) is { } invalid)
            return invalid;
        if (group == before)
        {
            local.Reply(connection, GatewayFrames.Notice(NoticeCode.UserJoined, connection, group));
            return null;
        }

        seat.AddChannel(group);
        var subscribing = subscriptions.AcquireAsync(scope, group);
        var joined = false;
        try
        {
            var size = local.SizeOf(scope, group) ?? await backplane.CountGroupAsync(scope, group).ConfigureAwait(false);
            await subscribing.ConfigureAwait(false);
            var sizeBefore = before is null ? 0 : local.SizeOf(scope, before) ?? 1;
            if (IsOverLimit(connection, sizeBefore + size + 1, out var refusal))
                return refusal;
            joined = await EnterAsync(seat, group).ConfigureAwait(false);
        }
        finally
        {
            if (!joined)
                Release(seat, group);
        }

        if (joined && before is not null)
            Release(seat, before);
        return null;
    }

    /// <summary>Moves the connection in the store, and waits for its notice.</summary>
    /// <returns>False if the connection has ended meanwhile.</returns>
    private async ValueTask<bool> EnterAsync(Seat seat, string group)
    {
        var connection = seat.Connection;
        PendingJoin pending;
        await seat.Gate.EnterAsync().ConfigureAwait(false);
        try
        {
            if (seat.IsClosed)
                return false;
            pending = local.Expect(seat, group);
            try
            {
                var result = await MoveAsync(connection, group).ConfigureAwait(false);
                local.SetSize(connection.User.Scope, group, result.GroupSize);
                local.Replied(seat, pending, isNoticeExpected: result.Status == StoreStatus.Done);
            }
            catch (BackplaneException) when (local.Withdraw(seat, pending))
            {
                // The store may have moved it anyway; then it is moved back.
                lease.RequestReconciliation();
                throw;
            }
            catch (BackplaneException)
            {
                // The reply was lost, but the notice has arrived: the connection is a member.
            }
        }
        finally
        {
            seat.Gate.Exit();
        }

        await pending.Confirmed.ConfigureAwait(false);
        return !seat.IsClosed || connection.Group == group;
    }

    private async ValueTask<StoreResult> MoveAsync(Connection connection, string group)
    {
        var messages = NodeMessages.Join(connection);
        var result = await WithLeaseAsync(() => backplane.JoinAsync(connection.Cid, connection.User, group, messages))
            .ConfigureAwait(false);
        if (result.Status != StoreStatus.UnknownConnection)
            return result;
        // Another node took this one for dead. Its other connections come back with the reconciliation.
        lease.RequestReconciliation();
        await WithLeaseAsync(() => backplane.OpenAsync(connection.Cid, connection.User, int.MaxValue)).ConfigureAwait(false);
        result = await WithLeaseAsync(() => backplane.JoinAsync(connection.Cid, connection.User, group, messages)).ConfigureAwait(false);
        return result.Status == StoreStatus.UnknownConnection
            ? throw new BackplaneException("The store loses connections of this node as soon as they are added.")
            : result;
    }
}
