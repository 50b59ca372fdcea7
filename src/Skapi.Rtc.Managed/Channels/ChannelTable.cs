using System.Text;
using Skapi.Protocol;
using Skapi.Rtc.DataChannels;
using Skapi.Rtc.Managed.Sctp;
using Skapi.Rtc.Managed.Sctp.Sending;
using Skapi.Rtc.Statistics;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Channels;

/// <summary>The data channels of a peer (RFC 8831, RFC 8832). Everything is used under the lock of the peer.</summary>
internal sealed class ChannelTable(IChannelHost host) : ISctpListener
{
    private readonly List<ManagedDataChannel> _channels = [];
    private readonly Dictionary<ushort, ManagedDataChannel> _byId = [];
    private StreamIds? _ids;
    private bool _isEstablished;

    /// <summary>Whether there was ever a channel, so that descriptions need a section for data.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>The statistics of each channel.</summary>
    public IReadOnlyList<DataChannelStats> Stats => [.. _channels.Select(static channel => channel.Stats)];

    private StreamIds Ids => _ids ??= new StreamIds(host.IsDtlsClient);

    /// <summary>Creates a channel of this side. It opens once the association is established.</summary>
    public ManagedDataChannel Create(DataChannelOptions options)
    {
        var channel = new ManagedDataChannel(this, host, options.Protocol, options);
        if (_isEstablished)
        {
            ThrowIfEnding();
            channel.Id = Ids.Take();
        }

        IsUsed = true;
        _channels.Add(channel);
        if (_isEstablished)
            OpenLocal(channel);

        return channel;
    }

    /// <summary>Queues a message of a channel that is open.</summary>
    public void Send(ManagedDataChannel channel, uint ppid, ReadOnlySpan<byte> message, int size)
    {
        ThrowIfEnding();
        var options = new SendOptions(
            channel.Id!.Value,
            ppid,
            IsUnordered: !channel.Ordered && channel.IsAcknowledged,
            channel.MaxRetransmits,
            channel.MaxPacketLifeTime is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null);
        host.Association!.Send(options, message, host.Now);
        channel.Buffered.Add(size);
        channel.Counters.CountSent(size);
    }

    /// <summary>Closes a channel after the messages that were sent.</summary>
    public void Close(ManagedDataChannel channel)
    {
        if (channel.State == DataChannelState.Closing || channel.State == DataChannelState.Closed)
            return;

        if (channel.Id is not { } id || host.Association is not { } association)
        {
            End(channel);
            return;
        }

        channel.State = DataChannelState.Closing;
        association.ResetStream(id);
    }

    /// <summary>Lets the other side send as many bytes as the app has handled.</summary>
    public void ReleaseHeld(ManagedDataChannel channel)
    {
        host.Association?.Release(channel.HeldBytes);
        channel.HeldBytes = 0;
    }

    /// <summary>Counts what was sent, and raises the event of channels whose waiting bytes fell to their threshold.</summary>
    public void UpdateBufferedAmounts()
    {
        foreach (var channel in _byId.Values)
        {
            var waiting = host.Association!.BufferedBytesOf(channel.Id!.Value);
            var sent = channel.Buffered.Value - waiting;
            if (sent > 0 && channel.Buffered.Remove((int)sent))
                host.Raise(new PeerEvent.BufferedAmountLow(channel, channel.Snapshot));
        }
    }

    /// <summary>The connection is lost: every channel is closed.</summary>
    /// <param name="failure">Why it failed, which each channel reports before it closes. Null to report nothing.</param>
    public void LoseAll(string? failure = null)
    {
        foreach (var channel in _channels.ToArray())
        {
            if (failure is not null)
                host.Raise(new PeerEvent.DataChannelFailed(channel, channel.Snapshot, failure, "sctp-failure"));

            End(channel, isConnectionLost: true);
        }
    }

    /// <summary>The peer is disposed: no channel raises an event or delivers a message any more.</summary>
    public void DiscardAll()
    {
        foreach (var channel in _channels)
        {
            channel.State = DataChannelState.Closed;
            channel.Inbox.Discard();
        }

        _channels.Clear();
        _byId.Clear();
    }

    /// <inheritdoc/>
    public void OnEstablished()
    {
        _isEstablished = true;
        foreach (var channel in _channels.Where(static channel => channel.State == DataChannelState.Connecting).ToArray())
        {
            try
            {
                channel.Id = Ids.Take();
            }
            catch (SkapiException error)
            {
                host.Raise(new PeerEvent.DataChannelFailed(channel, channel.Snapshot, error.Message, "data-channel-failure"));
                End(channel);
                continue;
            }

            OpenLocal(channel);
        }
    }

    /// <inheritdoc/>
    public void OnMessage(ushort stream, uint ppid, byte[] message)
    {
        if (ppid == Ppid.Dcep)
        {
            host.Association!.Release(message.Length);
            HandleDcep(stream, message);
        }
        else if (_byId.TryGetValue(stream, out var channel) && Decode(ppid, message) is { } decoded)
        {
            channel.Counters.CountReceived(ppid is Ppid.EmptyText or Ppid.EmptyBinary ? 0 : message.Length);
            Deliver(channel, decoded, message.Length);
        }
        else
        {
            host.Association!.Release(message.Length);
        }
    }

    /// <inheritdoc/>
    public void OnMessageTooLong(ushort stream)
    {
        if (_byId.TryGetValue(stream, out var channel))
            Fail(channel, "The other side sent a message that is longer than this side accepts.");
    }

    /// <inheritdoc/>
    public void OnRemoteReset(ReadOnlySpan<ushort> streams)
    {
        foreach (var stream in streams)
        {
            if (!_byId.TryGetValue(stream, out var channel))
                continue;

            channel.IsRemotelyReset = true;
            Close(channel);
            EndIfReset(channel);
        }
    }

    /// <inheritdoc/>
    public void OnLocalReset(ReadOnlySpan<ushort> streams)
    {
        foreach (var stream in streams)
        {
            if (!_byId.TryGetValue(stream, out var channel))
                continue;

            channel.IsLocallyReset = true;
            EndIfReset(channel);
        }
    }

    /// <inheritdoc/>
    public void OnClosed(string? failure)
    {
        _isEstablished = false;
        host.OnAssociationEnded(failure);
    }

    // An unknown identifier is a message for another time; RFC 8831, section 6.6, lets the receiver ignore it.
    private static DataChannelMessage? Decode(uint ppid, byte[] message) => ppid switch
    {
        Ppid.Text => new DataChannelMessage(Encoding.UTF8.GetString(message)),
        Ppid.Binary => new DataChannelMessage(message),
        Ppid.EmptyText => new DataChannelMessage(""),
        Ppid.EmptyBinary => new DataChannelMessage(ReadOnlyMemory<byte>.Empty),
        _ => null,
    };

    private void Deliver(ManagedDataChannel channel, DataChannelMessage message, int length)
    {
        // Any message of the other side shows that it knows the channel (RFC 8832, section 6).
        channel.IsAcknowledged = true;
        if (!channel.Inbox.Post(message))
            Fail(channel, "The app does not handle the channel's messages.");

        if (channel.Inbox.IsFull)
            channel.HeldBytes += length;
        else
            host.Association!.Release(length);
    }

    private void HandleDcep(ushort stream, byte[] message)
    {
        if (DcepOpen.IsAck(message))
        {
            if (_byId.TryGetValue(stream, out var known))
                known.IsAcknowledged = true;
        }
        else if (DcepOpen.TryParse(message) is { } open && Ids.TryRegisterRemote(stream))
        {
            OpenRemote(stream, open);
        }
        else if (!_byId.ContainsKey(stream))
        {
            // A channel that cannot be opened is closed, as RFC 8832, section 6, asks.
            host.Association!.ResetStream(stream);
        }
    }

    private void OpenLocal(ManagedDataChannel channel)
    {
        var id = channel.Id!.Value;
        _byId[id] = channel;
        SendDcep(id, new DcepOpen(channel.Label, channel.Options).Write());
        Open(channel);
    }

    private void OpenRemote(ushort id, DcepOpen open)
    {
        var channel = new ManagedDataChannel(this, host, open.Label, open.Options, id) { IsAcknowledged = true };
        IsUsed = true;
        _channels.Add(channel);
        _byId[id] = channel;
        SendDcep(id, DcepOpen.Ack.Span);
        channel.State = DataChannelState.Open;
        host.Raise(new PeerEvent.DataChannelAdded(channel, channel.Snapshot));
        Open(channel);
    }

    private void Open(ManagedDataChannel channel)
    {
        channel.State = DataChannelState.Open;
        host.Raise(new PeerEvent.DataChannelOpened(channel, channel.Snapshot), channel.Inbox.Open);
    }

    private void ThrowIfEnding()
    {
        if (host.Association is not { AcceptsMessages: true })
            throw SkapiException.InvalidRequest("The other side is closing the connection. Nothing can be sent any more.");
    }

    private void SendDcep(ushort id, ReadOnlySpan<byte> message) =>
        host.Association!.Send(new SendOptions(id, Ppid.Dcep), message, host.Now);

    private void Fail(ManagedDataChannel channel, string text)
    {
        host.Raise(new PeerEvent.DataChannelFailed(channel, channel.Snapshot, text, "data-channel-failure"));
        Close(channel);
    }

    private void EndIfReset(ManagedDataChannel channel)
    {
        if (channel is { IsLocallyReset: true, IsRemotelyReset: true })
            End(channel);
    }

    private void End(ManagedDataChannel channel, bool isConnectionLost = false)
    {
        if (channel.State == DataChannelState.Closed)
            return;

        channel.State = DataChannelState.Closed;
        _channels.Remove(channel);
        if (channel.Id is { } id)
        {
            _byId.Remove(id);
            Ids.Release(id);
        }

        ReleaseHeld(channel);
        var closed = new PeerEvent.DataChannelClosed(channel, channel.Snapshot);
        channel.Inbox.Complete(() => host.Raise(closed), isConnectionLost);
    }
}
