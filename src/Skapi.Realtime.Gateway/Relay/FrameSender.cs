using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Diagnostics;
using Skapi.Realtime.Gateway.Limits;

namespace Skapi.Realtime.Gateway.Relay;

/// <summary>
/// Puts frames into the queues of their recipients, counts them, and ends connections that read too slowly. Nothing in here waits. One
/// caller at a time uses it and the registry.
/// </summary>
internal sealed class FrameSender(
    ConnectionRegistry registry,
    IOptions<SkapiRealtimeOptions> options,
    QueueTotal total,
    GatewayLimits limits,
    GatewayMetrics metrics,
    ILogger logger)
{
    private readonly SkapiRealtimeOptions _options = options.Value;

    // While every connection of a user is below this, the user cannot be over its limit.
    private readonly long _userCheckThreshold = options.Value.MaxQueuedBytesPerUser / options.Value.MaxConnectionsPerUser;

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
            ReportSlow(recipient);
        else if (recipient.Queue.WaitingBytes > _userCheckThreshold)
            CheckUser(recipient);
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
}
