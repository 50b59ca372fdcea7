using Skapi.Protocol;
using Skapi.Rtc.DataChannels;
using Skapi.Rtc.Managed.Sctp.Sending;
using Skapi.Rtc.Statistics;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Channels;

/// <summary>The data channels of a peer (RFC 8831, RFC 8832). Everything is used under the lock of the peer.</summary>
internal sealed partial class ChannelTable(IChannelHost host)
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

    private void OpenLocal(ManagedDataChannel channel)
    {
        var id = channel.Id!.Value;
        _byId[id] = channel;
        host.Association!.SetWeight(id, (int)channel.Options.Priority);
        SendDcep(id, new DcepOpen(channel.Label, channel.Options, (ushort)channel.Options.Priority).Write());
        Open(channel);
    }

    private void OpenRemote(ushort id, DcepOpen open)
    {
        var channel = new ManagedDataChannel(this, host, open.Label, open.Options, id) { IsAcknowledged = true };
        IsUsed = true;
        _channels.Add(channel);
        _byId[id] = channel;

        // The priority that the other side chose counts in both directions (RFC 8832, section 5.1).
        host.Association!.SetWeight(id, (int)open.Options.Priority);
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
