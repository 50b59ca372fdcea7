using Skapi.Protocol;
using Skapi.Rtc.DataChannels;
using Skapi.Rtc.SipSorcery.Sctp;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.SipSorcery.Channels;

/// <content>What happens to the association, and what arrives over it.</content>
internal sealed partial class ChannelTable : ISctpListener
{
    void ISctpListener.OnEstablished()
    {
        lock (_gate)
            _isEstablished = true;

        OpenWaiting();
    }

    void ISctpListener.OnMessage(ushort stream, uint protocol, byte[] data)
    {
        var channel = Find(stream);
        switch (protocol)
        {
            case Ppid.Dcep when DcepOpen.IsAck(data) && channel is not null:
                HandleAck(channel);
                break;
            case Ppid.Dcep when DcepOpen.TryParse(data) is { } open:
                HandleOpen(stream, open.Label, open.Options);
                break;
            case not Ppid.Dcep when channel is not null && ReceivedMessage.Decode(protocol, data) is { } message:
                HandleMessage(channel, message);
                break;
        }
    }

    void ISctpListener.OnSent(ushort stream, uint protocol, int length)
    {
        if (protocol is not (Ppid.Text or Ppid.Binary) || Find(stream) is not { } channel)
            return;

        if (channel.Buffered.Remove(length))
            raise(new PeerEvent.BufferedAmountLow(channel, DataChannelSnapshot.Of(channel)), null);

        ResetIfSent(channel);
    }

    void ISctpListener.OnReset(ushort stream)
    {
        lock (_gate)
            _streams?.OnLocalReset(stream);

        if (Find(stream) is { } channel)
            Lose(channel);
    }

    void ISctpListener.OnPeerReset(ReadOnlySpan<ushort> streams)
    {
        List<SipSorceryDataChannel> closed;
        lock (_gate)
        {
            var named = streams.ToArray();
            closed = _channels.FindAll(channel => channel.Id is { } id && (named.Length == 0 || named.Contains(id)));
            foreach (var id in named.Length > 0 ? named : closed.Select(channel => channel.Id!.Value))
                _streams?.OnRemoteReset(id);
        }

        foreach (var channel in closed)
        {
            // Everything that the other side sent has arrived, and it reads no more. It waits for this side's half of the reset.
            RequestReset(channel);
            Lose(channel);
        }
    }

    void ISctpListener.OnEnded() => LoseAll();

    private void HandleOpen(ushort stream, string label, DataChannelOptions options)
    {
        var channel = new SipSorceryDataChannel(this, label, options, logger) { Id = stream, State = DataChannelState.Open };
        lock (_gate)
        {
            if (_streams?.TryRegisterRemote(stream) != true)
            {
                ChannelLog.StreamRefused(logger, stream);
                return;
            }

            _channels.Add(channel);
        }

        _sctp?.Send(stream, Ppid.Dcep, DcepOpen.Ack.ToArray());
        var snapshot = DataChannelSnapshot.Of(channel);
        raise(new PeerEvent.DataChannelAdded(channel, snapshot), null);
        raise(new PeerEvent.DataChannelOpened(channel, snapshot), channel.Inbox.Open);
    }

    private void HandleAck(SipSorceryDataChannel channel)
    {
        lock (_gate)
        {
            if (channel.State != DataChannelState.Connecting)
                return;

            channel.State = DataChannelState.Open;
        }

        raise(new PeerEvent.DataChannelOpened(channel, DataChannelSnapshot.Of(channel)), channel.Inbox.Open);
    }

    private void HandleMessage(SipSorceryDataChannel channel, DataChannelMessage message)
    {
        if (channel.Inbox.Post(message))
            return;

        const string reason = "The receiver is too slow: more than 16 MiB of messages wait. Complete OnMessageAsync() sooner.";
        raise(new PeerEvent.DataChannelFailed(channel, DataChannelSnapshot.Of(channel), reason, "data-channel-failure"), null);
        Close(channel);
    }
}
