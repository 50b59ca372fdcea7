using Skapi.Protocol;

namespace Skapi.Rtc.Transport.InMemory;

/// <content>Data channels (RFC 8831).</content>
internal sealed partial class InMemoryPeer
{
    private readonly List<InMemoryDataChannel> _channels = [];

    private bool IsDataNegotiated =>
        _local?.Sections.Any(section => section.Kind is null) == true && _remote?.Sections.Any(section => section.Kind is null) == true;

    public IRtcDataChannel CreateDataChannel(DataChannelOptions options)
    {
        lock (_transport.Gate)
        {
            ThrowIfDisposed();
            var channel = new InMemoryDataChannel(this, options.Protocol, options);
            _channels.Add(channel);
            if (Other is { } other && IsConnected && IsDataNegotiated)
                ConnectChannels(other);
            else if (_channels.Count == 1)
                NeedNegotiation();

            return channel;
        }
    }

    internal void Send(InMemoryDataChannel channel, int size, Func<InMemoryDataChannel, PeerEvent> message)
    {
        lock (_transport.Gate)
        {
            channel.Buffered += (uint)size;
            _queue.Add(() => Transmit(channel, size, message));
        }
    }

    internal void Close(InMemoryDataChannel channel)
    {
        lock (_transport.Gate)
        {
            if (channel.State == DataChannelState.Closed || channel.State == DataChannelState.Closing)
                return;

            channel.State = DataChannelState.Closing;

            // What was sent before arrives before (RFC 8831, section 6.7).
            _queue.Add(() =>
            {
                lock (_transport.Gate)
                {
                    channel.Partner?.Owner.Lose(channel.Partner);
                    Lose(channel);
                }
            });
        }
    }

    private void Transmit(InMemoryDataChannel channel, int size, Func<InMemoryDataChannel, PeerEvent> message)
    {
        lock (_transport.Gate)
        {
            if (channel.Partner is { } partner && partner.State == DataChannelState.Open)
                partner.Owner.Raise(message(partner));

            var before = channel.Buffered;
            channel.Buffered -= (uint)size;
            if (before > channel.BufferedAmountLowThreshold && channel.Buffered <= channel.BufferedAmountLowThreshold)
                Raise(new PeerEvent.BufferedAmountLow(channel));
        }
    }

    /// <summary>Opens, on both sides, the channels that this side created.</summary>
    private void ConnectChannels(InMemoryPeer other)
    {
        if (!IsDataNegotiated)
            return;

        foreach (var channel in _channels.Where(channel => channel is { Partner: null } && channel.State == DataChannelState.Connecting).ToList())
        {
            // The DTLS client, here the side with the lower name, takes the even ids (RFC 8832, section 6).
            var isClient = string.CompareOrdinal(Ufrag, other.Ufrag) < 0;
            var used = _channels.Count(opened => opened is { Partner: not null, IsOurs: true });
            var id = (ushort)((2 * used) + (isClient ? 0 : 1));
            var partner = new InMemoryDataChannel(other, channel.Label, channel.Options) { IsOurs = false };
            channel.Pair(partner, id);
            other._channels.Add(partner);
            other.Raise(new PeerEvent.DataChannelAdded(partner));
            other.Raise(new PeerEvent.DataChannelOpened(partner));
            Raise(new PeerEvent.DataChannelOpened(channel));
        }
    }

    private void Lose(InMemoryDataChannel channel)
    {
        if (channel.State == DataChannelState.Closed)
            return;

        channel.State = DataChannelState.Closed;
        _channels.Remove(channel);
        Raise(new PeerEvent.DataChannelClosed(channel));
    }

    private void LoseChannels()
    {
        foreach (var channel in _channels.ToList())
            Lose(channel);
    }

    private void CloseChannels()
    {
        foreach (var channel in _channels)
            channel.State = DataChannelState.Closed;

        _channels.Clear();
    }
}
