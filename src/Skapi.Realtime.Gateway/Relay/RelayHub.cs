using Microsoft.Extensions.Hosting;
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
/// The relay that all connections of a gateway share. It passes one input at a time to <see cref="RelayState"/> and puts the result
/// into the queues of the connections in that order. Nothing in here waits, so no client can delay another.
/// </summary>
internal sealed class RelayHub
{
    /// <summary>How long a sender should wait for a recipient that does not read fast enough.</summary>
    private static readonly TimeSpan RecipientPause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly RelayState _state;
    private readonly Queue<Delivery> _outbox = new();
    private readonly SkapiRealtimeOptions _options;
    private readonly QueueTotal _total;
    private readonly GatewayLimits _limits;
    private readonly GatewayMetrics _metrics;
    private readonly ILogger<RelayHub> _logger;
    private readonly long _userCheckThreshold;
    private bool _stopping;

    public RelayHub(
        IOptions<SkapiRealtimeOptions> options,
        QueueTotal total,
        GatewayLimits limits,
        IHostApplicationLifetime lifetime,
        GatewayMetrics metrics,
        ILogger<RelayHub> logger)
    {
        _options = options.Value;
        _state = new RelayState(_options);
        _total = total;
        _limits = limits;
        _metrics = metrics;
        _logger = logger;
        // While every connection of a user is below this, the user cannot be over its limit.
        _userCheckThreshold = _options.MaxQueuedBytesPerUser / _options.MaxConnectionsPerUser;
        // The web server waits at its shutdown for every request to end, and a connection is a request.
        lifetime.ApplicationStopping.Register(Stop);
    }

    /// <summary>Admits a connection.</summary>
    public Admission Open(Connection connection)
    {
        lock (_gate)
        {
            if (_stopping)
                return Admission.Stopping;
            if (!_state.TryOpen(connection))
                return Admission.TooManyConnections;
        }

        _metrics.ConnectionOpened();
        return Admission.Admitted;
    }

    /// <summary>Removes a connection and tells its group. Does nothing if it was removed before.</summary>
    /// <returns>The group that it has left, or null.</returns>
    public string? Close(Connection connection)
    {
        lock (_gate)
        {
            var group = _state.Close(connection, _outbox);
            Deliver();
            return group;
        }
    }

    /// <summary>Handles a frame of a connection.</summary>
    public HandleResult Handle(Connection sender, ClientFrame frame)
    {
        lock (_gate)
        {
            var before = sender.Group;
            if (sender.Limits is { } limits && !limits.TryDeliver(_state.CountDeliveries(sender, frame), out var retryAfter))
                return new HandleResult(retryAfter, before, before);
            _state.Handle(sender, frame, _outbox);
            return new HandleResult(Deliver() ? null : RecipientPause, before, sender.Group);
        }
    }

    /// <summary>Sends a connection a frame of the gateway, in order with what the relay sends it.</summary>
    public void Reply(Connection recipient, GatewayFrame frame)
    {
        lock (_gate)
        {
            _outbox.Enqueue(Delivery.ToSelf(DeliveryKind.Answer, frame, recipient));
            Deliver();
        }
    }

    /// <summary>Sends a frame of the app to the connections that a selector returns, as one connection or as a list.</summary>
    /// <returns>The number of connections.</returns>
    public int Post(GatewayFrame frame, Func<RelayState, (Connection? One, ConnectionList? Many)> select)
    {
        lock (_gate)
        {
            var (one, many) = select(_state);
            if (one is null && many is null)
                return 0;
            var delivery = new Delivery(DeliveryKind.Post, frame, null, one, many);
            _outbox.Enqueue(delivery);
            Deliver();
            return delivery.Count;
        }
    }

    /// <summary>Reads from the state.</summary>
    public T Read<T>(Func<RelayState, T> read)
    {
        lock (_gate)
            return read(_state);
    }

    /// <inheritdoc cref="RelayState.MembersOf"/>
    public IReadOnlyList<Member> MembersOf(ServiceScope scope, string group, string? userId, long? after, bool ascending, int limit)
    {
        lock (_gate)
            return _state.MembersOf(scope, group, userId, after, ascending, limit);
    }

    /// <inheritdoc cref="RelayState.GroupsOf"/>
    public IEnumerable<GroupSize> GroupsOf(ServiceScope scope) => _state.GroupsOf(scope);

    /// <summary>Empties the outbox.</summary>
    /// <returns>False if a frame was refused because its recipient does not read fast enough.</returns>
    private bool Deliver()
    {
        var accepted = true;
        while (_outbox.TryDequeue(out var delivery))
        {
            var text = GatewayFrames.ToWire(delivery.Frame);
            if (delivery.Kind == DeliveryKind.Direct && !HasRoom(delivery, text.Length))
                accepted = false;
            else if (delivery.Recipient is { } recipient)
                EnqueueOne(recipient, delivery, text);
            else if (delivery.Kind == DeliveryKind.Notice && IsOverNoticeLimit(delivery.List!))
                EnqueueOwnNotice(delivery, text);
            else
                EnqueueAll(delivery, text);
        }

        if (_total.Bytes > _options.MaxTotalQueuedBytes)
            CloseLargestBacklogs();
        return accepted;
    }

    private static bool HasRoom(Delivery delivery, int bytes)
    {
        if (delivery.Recipient is { } recipient)
            return recipient.Queue.HasRoomFor(delivery.Subject!, bytes);
        foreach (var connection in delivery.List!)
        {
            if (!connection.Queue.HasRoomFor(delivery.Subject!, bytes))
                return false;
        }

        return true;
    }

    private bool IsOverNoticeLimit(ConnectionList group)
    {
        var retryAfter = TimeSpan.Zero;
        group.Notices ??= _limits.CreateNoticeBucket();
        return group.Notices is { } bucket && !bucket.TryTake(group.Count, ref retryAfter);
    }

    /// <summary>Sends a notice to its subject alone, if the subject is in the group.</summary>
    private void EnqueueOwnNotice(Delivery delivery, byte[] text)
    {
        var isOwn = delivery.Subject!.Group == delivery.Frame.SenderGroup;
        if (isOwn)
            EnqueueOne(delivery.Subject, delivery, text);
        _metrics.NoticesSuppressed(delivery.Count - (isOwn ? 1 : 0));
    }

    private void EnqueueAll(Delivery delivery, byte[] text)
    {
        foreach (var recipient in delivery.List!)
            Enqueue(recipient, delivery, text);
        _metrics.FramesSent(delivery.Count);
    }

    private void EnqueueOne(Connection recipient, Delivery delivery, byte[] text)
    {
        Enqueue(recipient, delivery, text);
        _metrics.FramesSent(1);
    }

    private void Enqueue(Connection recipient, Delivery delivery, byte[] text)
    {
        var sender = delivery.Kind == DeliveryKind.Direct ? delivery.Subject : null;
        // A queue that is full completes itself, and whoever runs the connection removes it.
        if (!recipient.Queue.TryEnqueue(text, sender))
            ReportSlow(recipient);
        else if (recipient.Queue.WaitingBytes > _userCheckThreshold)
            CheckUser(recipient);
    }

    private void CheckUser(Connection recipient)
    {
        if (_state.ConnectionsOf(recipient.User) is not { } connections)
            return;
        var sum = 0L;
        var largest = recipient;
        foreach (var connection in connections)
        {
            sum += connection.Queue.WaitingBytes;
            if (connection.Queue.WaitingBytes > largest.Queue.WaitingBytes)
                largest = connection;
        }

        if (sum > _options.MaxQueuedBytesPerUser && largest.Queue.Complete(CloseReason.LargestBacklog))
            ReportSlow(largest);
    }

    private void CloseLargestBacklogs()
    {
        while (_total.Bytes > _options.MaxTotalQueuedBytes
            && _state.Connections.Where(static connection => connection.Queue.CloseReason is null)
                .MaxBy(static connection => connection.Queue.WaitingBytes) is { } largest)
        {
            if (largest.Queue.Complete(CloseReason.LargestBacklog))
                ReportSlow(largest);
        }
    }

    private void ReportSlow(Connection connection)
    {
        _metrics.SlowConsumer();
        _logger.SlowConsumer(connection.Cid);
    }

    private void Stop()
    {
        lock (_gate)
        {
            _stopping = true;
            foreach (var connection in _state.Connections)
                connection.Queue.Complete(CloseReason.ShuttingDown);
        }
    }
}
