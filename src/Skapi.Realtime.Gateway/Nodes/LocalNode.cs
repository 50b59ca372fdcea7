using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Skapi.Protocol;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Diagnostics;
using Skapi.Realtime.Gateway.Frames;
using Skapi.Realtime.Gateway.Limits;
using Skapi.Realtime.Gateway.Relay;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Nodes;

/// <summary>
/// The connections of this node, and the delivery of frames to them. One lock protects it. Nothing in here waits. A connection becomes a
/// member of its group when its own notice arrives over the channel of the group, so that it gets what is after the notice there.
/// </summary>
internal sealed class LocalNode
{
    private readonly ConnectionRegistry _registry = new();
    private readonly Dictionary<string, Seat> _seats = new(StringComparer.Ordinal);
    private readonly Dictionary<(ServiceScope Scope, string Group), int> _sizes = [];
    private readonly FrameSender _sender;
    private readonly TaskCreationOptions _continuations;

    public LocalNode(
        IOptions<SkapiRealtimeOptions> options,
        NodeOptions node,
        QueueTotal total,
        GatewayLimits limits,
        GatewayMetrics metrics,
        ILogger logger)
    {
        _sender = new FrameSender(_registry, options, total, limits, metrics, logger);
        _continuations = node.Continuations;
    }

    /// <summary>Adds a connection.</summary>
    public Seat Add(Connection connection)
    {
        using (_sender.Enter())
        {
            var seat = new Seat(connection, _continuations);
            _registry.TryAdd(connection, int.MaxValue);
            _seats.Add(connection.Cid, seat);
            return seat;
        }
    }

    /// <summary>Removes a connection from its group and from the node.</summary>
    /// <returns>Its seat, or null if it was removed before; and the group that it has left, or null.</returns>
    public (Seat? Seat, string? Group) Remove(Connection connection)
    {
        Seat? seat;
        string? group;
        using (_sender.Enter())
        {
            if (!_seats.Remove(connection.Cid, out seat))
                return default;
            group = connection.Group;
            _registry.Leave(connection);
            _registry.Remove(connection);
            seat.IsClosed = true;
        }

        seat.Pending?.Confirm();
        return (seat, group);
    }

    public Seat? Find(string cid)
    {
        using (_sender.Enter())
            return _seats.GetValueOrDefault(cid);
    }

    public IReadOnlyList<Seat> Snapshot()
    {
        using (_sender.Enter())
            return [.. _seats.Values];
    }

    /// <summary>The number of connections in a group over all nodes, as far as this node knows it; null if it does not.</summary>
    public int? SizeOf(ServiceScope scope, string group)
    {
        using (_sender.Enter())
            return _sizes.TryGetValue((scope, group), out var size) ? size : null;
    }

    public void SetSize(ServiceScope scope, string group, int? size)
    {
        using (_sender.Enter())
        {
            if (size is { } known)
                _sizes[(scope, group)] = known;
            else
                _sizes.Remove((scope, group));
        }
    }

    /// <summary>Announces that the connection's own notice is expected.</summary>
    public PendingJoin Expect(Seat seat, string group)
    {
        using (_sender.Enter())
            return seat.Pending = new PendingJoin(group, _continuations);
    }

    /// <summary>Ends a join that the store has refused.</summary>
    /// <returns>False if its notice has arrived, so that the join has succeeded anyway.</returns>
    public bool Withdraw(Seat seat, PendingJoin pending)
    {
        using (_sender.Enter())
        {
            if (seat.Pending == pending)
                seat.Pending = null;
            return seat.Connection.Group != pending.Group;
        }
    }

    /// <summary>
    /// Notes that the store has moved the connection: it gets nothing from its old group any more. Confirms the join at once if nobody
    /// was told, because then no notice will arrive.
    /// </summary>
    public void Replied(Seat seat, PendingJoin pending, bool isNoticeExpected)
    {
        using (_sender.Enter())
        {
            if (seat.IsClosed || seat.Pending != pending)
                return;
            _registry.Leave(seat.Connection);
            pending.TicksSinceReply = 0;
            if (isNoticeExpected)
                return;
            Admit(seat);
        }

        pending.Confirm();
    }

    /// <summary>Confirms joins whose notices were lost: they have not arrived within two ticks after the store's answer.</summary>
    public void ConfirmOverdue()
    {
        var overdue = new List<PendingJoin>();
        using (_sender.Enter())
        {
            foreach (var seat in _seats.Values)
            {
                if (seat.Pending is not { TicksSinceReply: { } ticks } pending)
                    continue;
                pending.TicksSinceReply = ticks + 1;
                if (ticks == 0)
                    continue;
                Admit(seat);
                overdue.Add(pending);
            }
        }

        foreach (var pending in overdue)
            pending.Confirm();
    }

    /// <summary>Removes a connection from its group.</summary>
    public void Leave(Seat seat)
    {
        using (_sender.Enter())
            _registry.Leave(seat.Connection);
    }

    /// <summary>Sends a connection a frame of the gateway.</summary>
    public void Reply(Connection recipient, GatewayFrame frame)
    {
        using (_sender.Enter())
            SendOne(recipient, GatewayFrames.ToWire(frame));
    }

    /// <summary>Delivers a post to the members of a group on this node.</summary>
    public void Deliver(ServiceScope scope, string group, byte[] text)
    {
        using (_sender.Enter())
        {
            if (_registry.GroupOf(scope, group) is not { } members)
                return;
            _sender.SendAll(members, text);
            _sender.EnforceTotal();
        }
    }

    /// <summary>Delivers a notice to the members of a group on this node, and makes its subject a member if it has joined.</summary>
    public void Deliver(ServiceScope scope, string group, NodeMessage.Notice notice)
    {
        PendingJoin? pending = null;
        using (_sender.Enter())
        {
            var seat = _seats.GetValueOrDefault(notice.Cid);
            if (seat is not null && seat.Connection.User.Scope != scope)
                seat = null;
            var joiner = notice.Code == NoticeCode.UserJoined.Value && seat?.Pending?.Group == group ? seat : null;
            if (joiner is not null)
            {
                (pending, joiner.Pending) = (joiner.Pending, null);
                Move(joiner, group);
            }

            if (_registry.GroupOf(scope, group) is { } members)
            {
                var text = GatewayFrames.ToWire(
                    GatewayFrames.Notice(NoticeCode.From(notice.Code), notice.UserId, notice.Cid, group));
                // The subject is not told about itself, unless it waits for that.
                _sender.SendNotice(members, text, joiner?.Connection, joiner is null ? seat?.Connection : null);
                _sender.EnforceTotal();
            }
        }

        pending?.Confirm();
    }

    /// <summary>Delivers a frame of one connection to another one on this node.</summary>
    /// <returns>Null if there is no such connection in the service; false if it does not read what this sender sends.</returns>
    public bool? TryDeliverDirect(string cid, ServiceScope? scope, byte[] text, object? sender)
    {
        using (_sender.Enter())
        {
            if (_registry.Find(cid) is not { } recipient || (scope is { } required && recipient.User.Scope != required))
                return null;
            if (sender is null)
                SendOne(recipient, text);
            else if (!_sender.TrySendDirect(recipient, text, sender))
                return false;
            _sender.EnforceTotal();
            return true;
        }
    }

    /// <summary>Disconnects a connection of this node.</summary>
    /// <returns>False if there is no such connection.</returns>
    public bool Disconnect(string cid)
    {
        using (_sender.Enter())
            return _registry.Find(cid) is { } connection && connection.Queue.Complete(CloseReason.Disconnected);
    }

    /// <summary>Makes a connection a member whose notice does not arrive, and tells it alone.</summary>
    private void Admit(Seat seat)
    {
        var group = seat.Pending!.Group;
        seat.Pending = null;
        Move(seat, group);
        SendOne(seat.Connection, GatewayFrames.ToWire(GatewayFrames.Notice(NoticeCode.UserJoined, seat.Connection, group)));
    }

    private void Move(Seat seat, string group)
    {
        _registry.Leave(seat.Connection);
        _registry.Join(seat.Connection, group);
    }

    private void SendOne(Connection recipient, byte[] text)
    {
        _sender.SendOne(recipient, text);
        _sender.EnforceTotal();
    }
}
