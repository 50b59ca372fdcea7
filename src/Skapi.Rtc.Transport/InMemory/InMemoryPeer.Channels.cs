using Skapi.Protocol;
using Skapi.Rtc.DataChannels;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.InMemory;

/// <content>Data channels (RFC 8831).</content>
internal sealed partial class InMemoryPeer
{
    private readonly List<InMemoryDataChannel> _channels = [];

    private StreamIds? _streamIds;

    private bool IsDataNegotiated => HasData(_local) && HasData(_remote);

    private static bool HasData(InMemorySdp? description) => description?.Sections.Any(static section => section.IsData) == true;

    public IRtcDataChannel CreateDataChannel(DataChannelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        lock (_transport.Gate)
        {
            ThrowIfDisposed();
            var channel = new InMemoryDataChannel(this, options.Protocol, options, _logger);
            _channels.Add(channel);
            if (Other is { } other && IsConnected && IsDataNegotiated)
                ConnectChannels(other);
            else
                _negotiation.Check();

            return channel;
        }
    }

    internal void Send(InMemoryDataChannel channel, DataChannelMessage message, int size)
    {
        lock (_transport.Gate)
        {
            channel.Buffered.Add(size);
            channel.Outgoing.Enqueue((message, size));
        }

        Resume(channel);
    }

    internal void Close(InMemoryDataChannel channel)
    {
        lock (_transport.Gate)
        {
            if (channel.State == DataChannelState.Closed || channel.State == DataChannelState.Closing)
                return;

            channel.State = DataChannelState.Closing;
        }

        Resume(channel);
    }

    /// <summary>Sends what waits on a channel, as soon as the peer's turn comes and as far as the other side accepts it.</summary>
    internal void Resume(InMemoryDataChannel channel) => _network.Add(() =>
    {
        lock (_transport.Gate)
            Transmit(channel);
    });

    private void Transmit(InMemoryDataChannel channel)
    {
        while (channel.Outgoing.TryPeek(out var next))
        {
            var partner = channel.Partner;
            if (partner is { Inbox.IsFull: true } && partner.State == DataChannelState.Open)
                return;

            channel.Outgoing.Dequeue();
            if (partner is not null && partner.State == DataChannelState.Open && partner.Inbox.Post(next.Message))
            {
                channel.Counters.CountSent(next.Size);
                partner.Counters.CountReceived(next.Size);
            }

            if (channel.Buffered.Remove(next.Size))
                Raise(new PeerEvent.BufferedAmountLow(channel, channel.Snapshot));
        }

        // What was sent before arrives before (RFC 8831, section 6.7).
        if (channel.State == DataChannelState.Closing)
        {
            channel.Partner?.Owner.Lose(channel.Partner);
            Lose(channel);
        }
    }

    /// <summary>Opens, on both sides, the channels that this side created.</summary>
    private void ConnectChannels(InMemoryPeer other)
    {
        if (!IsDataNegotiated)
            return;

        var waiting = _channels.Where(static channel => channel.Partner is null && channel.State == DataChannelState.Connecting);
        foreach (var channel in waiting.ToList())
        {
            var id = IdsWith(other).Take();
            other.IdsWith(this).TryRegisterRemote(id);
            var partner = new InMemoryDataChannel(other, channel.Label, channel.Options, other._logger);
            channel.Pair(partner, id);
            other._channels.Add(partner);
            other.Raise(new PeerEvent.DataChannelAdded(partner, partner.Snapshot));
            other.Raise(new PeerEvent.DataChannelOpened(partner, partner.Snapshot), partner.Inbox.Open);
            Raise(new PeerEvent.DataChannelOpened(channel, channel.Snapshot), channel.Inbox.Open);
        }
    }

    /// <summary>The DTLS client is the side with the lower name.</summary>
    private StreamIds IdsWith(InMemoryPeer other) =>
        _streamIds ??= new StreamIds(isDtlsClient: string.CompareOrdinal(Name, other.Name) < 0);

    private void Lose(InMemoryDataChannel channel, bool isConnectionLost = false)
    {
        if (channel.State == DataChannelState.Closed)
            return;

        channel.State = DataChannelState.Closed;
        _channels.Remove(channel);
        if (channel.Id is { } id)
            _streamIds?.Release(id);
        var closed = new PeerEvent.DataChannelClosed(channel, channel.Snapshot);
        channel.Inbox.Complete(() => Raise(closed), isConnectionLost);
    }

    private void LoseChannels()
    {
        foreach (var channel in _channels.ToList())
            Lose(channel, isConnectionLost: true);
    }

    private void CloseChannels()
    {
        foreach (var channel in _channels)
        {
            channel.State = DataChannelState.Closed;
            channel.Inbox.Discard();
        }

        _channels.Clear();
    }
}
