using System.Buffers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Diagnostics;
using Skapi.Realtime.Gateway.Limits;

namespace Skapi.Realtime.Gateway.Relay;

/// <summary>
/// Puts frames into the queues of their recipients, counts them, and ends connections that read too slowly. Nothing in here waits. One
/// caller at a time uses it and the registry: the one that has its <see cref="Turn"/>.
/// </summary>
internal sealed class FrameSender(
    ConnectionRegistry registry,
    IOptions<SkapiRealtimeOptions> options,
    QueueTotal total,
    GatewayLimits limits,
    GatewayMetrics metrics,
    ILogger logger)
{
    private const int MinReady = 16;

    private readonly Lock _gate = new();
    private readonly SkapiRealtimeOptions _options = options.Value;
    private SendQueue[] _ready = [];
    private int _readyCount;

    // While every connection of a user is below this, the user cannot be over its limit.
    private readonly long _userCheckThreshold = options.Value.MaxQueuedBytesPerUser / options.Value.MaxConnectionsPerUser;

    /// <summary>Waits for the turn of the caller. It ends when the result is disposed. Then the caller sends what was enqueued.</summary>
    public Turn Enter()
    {
        _gate.Enter();
        return new Turn(this);
    }

    /// <summary>Sends a frame to one connection.</summary>
    /// <param name="recipient">The connection.</param>
    /// <param name="text">The frame as it goes over the wire.</param>
    /// <param name="sender">What identifies the sender of a direct frame, or null. See <see cref="QueuedFrame.Sender"/>.</param>
    public void SendOne(Connection recipient, byte[] text, object? sender = null)
    {
        Enqueue(recipient, text, sender);
        metrics.FramesSent(1);
    }

    /// <summary>Sends a frame to every connection of a list.</summary>
    public void SendAll(ConnectionList recipients, byte[] text, object? sender = null)
    {
        foreach (var recipient in recipients)
            Enqueue(recipient, text, sender);
        metrics.FramesSent(recipients.Count);
    }

    /// <summary>Sends a frame of one sender to one recipient, unless the recipient does not read what this sender sends.</summary>
    /// <returns>False if the frame was refused.</returns>
    public bool TrySendDirect(Connection recipient, byte[] text, object sender)
    {
        if (!recipient.Queue.HasRoomFor(sender, text.Length))
            return false;
        SendOne(recipient, text, sender);
        return true;
    }

    /// <inheritdoc cref="TrySendDirect(Connection, byte[], object)"/>
    public bool TrySendDirect(ConnectionList recipients, byte[] text, object sender)
    {
        foreach (var recipient in recipients)
        {
            if (!recipient.Queue.HasRoomFor(sender, text.Length))
                return false;
        }

        SendAll(recipients, text, sender);
        return true;
    }

    /// <summary>Sends a notice to a group. Over the group's limit only the joiner gets it.</summary>
    /// <param name="group">The members.</param>
    /// <param name="text">The notice as it goes over the wire.</param>
    /// <param name="joiner">The member that has joined, or null.</param>
    /// <param name="except">A member that does not get the notice, or null.</param>
    public void SendNotice(ConnectionList group, byte[] text, Connection? joiner, Connection? except = null)
    {
        if (IsOverNoticeLimit(group))
        {
            if (joiner is not null)
                SendOne(joiner, text);
            metrics.NoticesSuppressed(group.Count - (joiner is null ? 0 : 1));
        }
        else if (except is null)
        {
            SendAll(group, text);
        }
        else
        {
            foreach (var recipient in group)
            {
                if (recipient != except)
                    SendOne(recipient, text);
            }
        }
    }

    /// <summary>Ends the connections on which most bytes wait while more wait in total than the options allow.</summary>
    public void EnforceTotal()
    {
        while (total.Bytes > _options.MaxTotalQueuedBytes
            && registry.Connections.Where(static connection => connection.Queue.CloseReason is null)
                .MaxBy(static connection => connection.Queue.WaitingBytes) is { } largest)
        {
            if (largest.Queue.Complete(CloseReason.LargestBacklog))
                ReportSlow(largest);
        }
    }

    private bool IsOverNoticeLimit(ConnectionList group)
    {
        var retryAfter = TimeSpan.Zero;
        group.Notices ??= limits.CreateNoticeBucket();
        return group.Notices is { } bucket && !bucket.TryTake(group.Count, ref retryAfter);
    }

    private void Enqueue(Connection recipient, byte[] text, object? sender)
    {
        // A queue that is full completes itself, and whoever runs the connection removes it.
        if (!recipient.Queue.TryEnqueue(text, sender))
        {
            ReportSlow(recipient);
            return;
        }

        if (recipient.Queue.IsReaderWaiting)
            AddReady(recipient.Queue);
        if (recipient.Queue.WaitingBytes > _userCheckThreshold)
            CheckUser(recipient);
    }

    private void AddReady(SendQueue queue)
    {
        if (_readyCount == _ready.Length)
        {
            var grown = ArrayPool<SendQueue>.Shared.Rent(Math.Max(MinReady, _readyCount * 2));
            _ready.AsSpan().CopyTo(grown);
            Return(_ready);
            _ready = grown;
        }

        _ready[_readyCount++] = queue;
    }

    private void Exit()
    {
        var (ready, count) = (_ready, _readyCount);
        (_ready, _readyCount) = ([], 0);
        _gate.Exit();
        foreach (var queue in ready.AsSpan(0, count))
            queue.Wake();
        Return(ready);
    }

    private static void Return(SendQueue[] queues)
    {
        if (queues.Length > 0)
            ArrayPool<SendQueue>.Shared.Return(queues, clearArray: true);
    }

    private void CheckUser(Connection recipient)
    {
        if (registry.ConnectionsOf(recipient.User) is not { } connections)
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

    private void ReportSlow(Connection connection)
    {
        metrics.SlowConsumer();
        logger.SlowConsumer(connection.Cid);
    }

    /// <summary>The turn of one caller.</summary>
    public readonly ref struct Turn(FrameSender sender)
    {
        /// <summary>Lets the next caller in, and wakes the readers of the queues that have got frames.</summary>
        public void Dispose() => sender.Exit();
    }
}
