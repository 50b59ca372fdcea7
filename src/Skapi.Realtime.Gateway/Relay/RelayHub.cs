using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Skapi.Protocol;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Diagnostics;
using Skapi.Realtime.Gateway.Frames;
using Skapi.Realtime.Gateway.Limits;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Relay;

/// <summary>
/// The relay of a gateway that is one process. It passes one input at a time to <see cref="RelayState"/> and puts the result into the
/// queues of the connections in that order. Nothing in here waits, so no client can delay another.
/// </summary>
internal sealed class RelayHub : IRelay
{
    /// <summary>How long a sender should wait for a recipient that does not read fast enough.</summary>
    private static readonly TimeSpan RecipientPause = TimeSpan.FromSeconds(1);

    private readonly RelayState _state;
    private readonly Queue<Delivery> _outbox = new();
    private readonly FrameSender _sender;
    private readonly GatewayMetrics _metrics;

    public RelayHub(
        IOptions<SkapiRealtimeOptions> options,
        QueueTotal total,
        GatewayLimits limits,
        GatewayMetrics metrics,
        ILogger<RelayHub> logger)
    {
        _state = new RelayState(options.Value);
        _sender = new FrameSender(_state.Registry, options, total, limits, metrics, logger);
        _metrics = metrics;
    }

    private ConnectionRegistry Registry => _state.Registry;

    public string CreateCid() => ConnectionId.Create();

    public ValueTask<Admission> OpenAsync(Connection connection)
    {
        using (_sender.Enter())
        {
            if (!_state.TryOpen(connection))
                return new(Admission.TooManyConnections);
        }

        _metrics.ConnectionOpened();
        return new(Admission.Admitted);
    }

    public ValueTask<string?> CloseAsync(Connection connection)
    {
        using (_sender.Enter())
        {
            var group = _state.Close(connection, _outbox);
            Deliver();
            return new(group);
        }
    }

    public ValueTask<HandleResult> HandleAsync(Connection sender, ClientFrame frame)
    {
        using (_sender.Enter())
        {
            var before = sender.Group;
            if (sender.Limits is { } limits && !limits.TryDeliver(_state.CountDeliveries(sender, frame), out var retryAfter))
                return new(new HandleResult(GatewayFrames.TooManyRequests(retryAfter), before, before));
            _state.Handle(sender, frame, _outbox);
            var refusal = Deliver() ? null : GatewayFrames.TooManyRequests(RecipientPause);
            return new(new HandleResult(refusal, before, sender.Group));
        }
    }

    public void Reply(Connection recipient, GatewayFrame frame)
    {
        using (_sender.Enter())
        {
            _sender.SendOne(recipient, GatewayFrames.ToWire(frame));
            _sender.EnforceTotal();
        }
    }

    public ValueTask<int> PostToGroupAsync(
        ServiceScope scope, string group, GatewayFrame frame, CancellationToken cancellationToken)
    {
        using (_sender.Enter())
            return new(Post(Registry.GroupOf(scope, group), frame));
    }

    public ValueTask<int> PostToUserAsync(RealtimeUser user, GatewayFrame frame, CancellationToken cancellationToken)
    {
        using (_sender.Enter())
            return new(Post(Registry.ConnectionsOf(user), frame));
    }

    public ValueTask<bool> PostToConnectionAsync(string cid, GatewayFrame frame, CancellationToken cancellationToken)
    {
        using (_sender.Enter())
        {
            if (Registry.Find(cid) is not { } connection)
                return new(false);
            _sender.SendOne(connection, GatewayFrames.ToWire(frame));
            _sender.EnforceTotal();
            return new(true);
        }
    }

    public ValueTask<IReadOnlyList<Member>> MembersOfAsync(
        ServiceScope scope, string group, string? userId, long? after, bool ascending, int limit, CancellationToken cancellationToken)
    {
        using (_sender.Enter())
            return new(Registry.MembersOf(scope, group, userId, after, ascending, limit));
    }

    public ValueTask<IEnumerable<GroupSize>> GroupsOfAsync(ServiceScope scope, CancellationToken cancellationToken) =>
        new(Registry.GroupsOf(scope));

    public ValueTask<IReadOnlyList<string>> ConnectionsOfAsync(RealtimeUser user, CancellationToken cancellationToken)
    {
        using (_sender.Enter())
        {
            return new(Registry.ConnectionsOf(user) is { } connections
                ? [.. connections.Page(null, ascending: true, int.MaxValue).Select(static connection => connection.Cid)]
                : []);
        }
    }

    public ValueTask<int> CountGroupAsync(ServiceScope scope, string group, CancellationToken cancellationToken)
    {
        using (_sender.Enter())
            return new(Registry.GroupOf(scope, group)?.Count ?? 0);
    }

    public ValueTask<int> CountConnectionsAsync(CancellationToken cancellationToken)
    {
        using (_sender.Enter())
            return new(Registry.Connections.Count);
    }

    public ValueTask<int> DisconnectUserAsync(RealtimeUser user, CancellationToken cancellationToken)
    {
        using (_sender.Enter())
        {
            var connections = Registry.ConnectionsOf(user)?.Page(null, ascending: true, int.MaxValue) ?? [];
            return new(connections.Count(static connection => connection.Queue.Complete(CloseReason.Disconnected)));
        }
    }

    public ValueTask<bool> DisconnectAsync(string cid, CancellationToken cancellationToken)
    {
        using (_sender.Enter())
            return new(Registry.Find(cid) is { } connection && connection.Queue.Complete(CloseReason.Disconnected));
    }

    private int Post(ConnectionList? recipients, GatewayFrame frame)
    {
        if (recipients is null)
            return 0;
        _sender.SendAll(recipients, GatewayFrames.ToWire(frame));
        _sender.EnforceTotal();
        return recipients.Count;
    }

    /// <summary>Empties the outbox.</summary>
    /// <returns>False if a frame was refused because its recipient does not read fast enough.</returns>
    private bool Deliver()
    {
        var accepted = true;
        while (_outbox.TryDequeue(out var delivery))
            accepted &= Deliver(delivery, GatewayFrames.ToWire(delivery.Frame));
        _sender.EnforceTotal();
        return accepted;
    }

    private bool Deliver(Delivery delivery, byte[] text)
    {
        var (kind, _, subject, recipient, list) = delivery;
        if (kind == DeliveryKind.Direct)
            return recipient is not null ? _sender.TrySendDirect(recipient, text, subject!) : _sender.TrySendDirect(list!, text, subject!);
        if (recipient is not null)
            _sender.SendOne(recipient, text);
        else if (kind == DeliveryKind.Notice)
            _sender.SendNotice(list!, text, subject!.Group == delivery.Frame.SenderGroup ? subject : null);
        else
            _sender.SendAll(list!, text);
        return true;
    }
}
