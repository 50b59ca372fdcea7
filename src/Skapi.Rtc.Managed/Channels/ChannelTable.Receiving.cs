using System.Text;
using Skapi.Protocol;
using Skapi.Rtc.DataChannels;
using Skapi.Rtc.Managed.Sctp;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Channels;

/// <content>What the association reports, and the messages of the other side.</content>
internal sealed partial class ChannelTable : ISctpListener
{
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

    private void EndIfReset(ManagedDataChannel channel)
    {
        if (channel is { IsLocallyReset: true, IsRemotelyReset: true })
            End(channel);
    }
}
