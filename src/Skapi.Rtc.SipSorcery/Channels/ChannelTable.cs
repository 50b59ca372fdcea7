using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.DataChannels;
using Skapi.Rtc.SipSorcery.Sctp;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.SipSorcery.Channels;

/// <summary>
/// The data channels of a peer. They outlive the stack's peer connection, because a rollback creates another one.
/// </summary>
/// <remarks>Nothing is sent under the lock, because the stack calls this class while it holds a lock of its own.</remarks>
internal sealed partial class ChannelTable(Action<PeerEvent, Action?> raise, ILogger logger)
{
    // The longest message that the stack sends or accepts, in bytes.
    private const int StackLimit = 256 * 1024;

    private readonly Lock _gate = new();
    private readonly List<SipSorceryDataChannel> _channels = [];
    private SctpSession? _sctp;
    private ChannelStreams? _streams;
    private bool _isEstablished;

    /// <summary>Whether there are channels, so that a description has to offer a data section.</summary>
    public bool IsNeeded
    {
        get
        {
            lock (_gate)
                return _channels.Count > 0;
        }
    }

    /// <summary>The maximum length of a message that both sides accept, in bytes.</summary>
    public int MaxMessageSize { get; private set; } = StackLimit;

    /// <summary>Sets the maximum length of a message that the other side accepts, in bytes; null for no limit.</summary>
    public void SetRemoteLimit(int? limit) => MaxMessageSize = Math.Min(StackLimit, limit ?? StackLimit);

    /// <summary>Sets the association that carries the channels.</summary>
    public void Attach(SctpSession sctp)
    {
        lock (_gate)
            (_sctp, _streams) = (sctp, new ChannelStreams(sctp.IsDtlsClient));
    }

    /// <summary>Creates a channel, which opens once the association is established.</summary>
    /// <exception cref="SkapiException"><c>NOT_SUPPORTED</c>: the options need less than reliable and ordered.</exception>
    public SipSorceryDataChannel Create(DataChannelOptions options)
    {
        var channel = new SipSorceryDataChannel(this, options.Protocol, ChannelReliability.Of(options), logger);
        lock (_gate)
            _channels.Add(channel);

        OpenWaiting();
        return channel;
    }

    /// <summary>Queues a message.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="protocol">The payload protocol identifier.</param>
    /// <param name="data">The bytes on the wire.</param>
    /// <param name="size">The number of bytes of the message, 0 for an empty one.</param>
    public void Send(SipSorceryDataChannel channel, uint protocol, byte[] data, int size)
    {
        SctpSession sctp;
        lock (_gate)
        {
            if (channel.State != DataChannelState.Open || _sctp is null)
            {
                throw SkapiException.InvalidRequest(
                    $"The data channel “{channel.Label}” is {channel.State}. Send messages only while it is open.");
            }

            channel.Buffered.Add(size);
            sctp = _sctp;
        }

        sctp.Send(channel.Id!.Value, protocol, data);
    }

    /// <summary>Closes a channel after the messages that were sent on it, and tells the other side.</summary>
    public void Close(SipSorceryDataChannel channel)
    {
        bool isKnownToOther;
        lock (_gate)
        {
            if (channel.State == DataChannelState.Closing || channel.State == DataChannelState.Closed)
                return;

            isKnownToOther = channel.Id is not null;
            channel.State = DataChannelState.Closing;
        }

        if (isKnownToOther)
            ResetIfSent(channel);
        else
            Lose(channel);
    }

    /// <summary>Closes the channels without events: the peer is disposed.</summary>
    public void CloseAll()
    {
        lock (_gate)
        {
            foreach (var channel in _channels)
            {
                channel.State = DataChannelState.Closed;
                channel.Inbox.Discard();
            }

            _channels.Clear();
            _isEstablished = false;
        }
    }

    /// <summary>Closes the channels: the connection ended.</summary>
    public void LoseAll()
    {
        List<SipSorceryDataChannel> lost;
        lock (_gate)
        {
            lost = [.. _channels];
            _isEstablished = false;
        }

        lost.ForEach(channel => Lose(channel, isConnectionLost: true));
    }

    private SipSorceryDataChannel? Find(ushort stream)
    {
        lock (_gate)
            return _channels.Find(channel => channel.Id == stream);
    }

    private void OpenWaiting()
    {
        List<SipSorceryDataChannel> waiting;
        SctpSession sctp;
        lock (_gate)
        {
            if (!_isEstablished || _sctp is null || _streams is null)
                return;

            sctp = _sctp;
            waiting = _channels.FindAll(channel => channel.Id is null && channel.State == DataChannelState.Connecting);
            foreach (var channel in waiting)
                channel.Id = _streams.Take();
        }

        foreach (var channel in waiting)
        {
            var open = new DcepOpen(channel.Label, new DataChannelOptions { Protocol = channel.Protocol });
            sctp.Send(channel.Id!.Value, Ppid.Dcep, open.Write());
        }
    }

    private void ResetIfSent(SipSorceryDataChannel channel)
    {
        lock (_gate)
        {
            if (channel.State != DataChannelState.Closing || channel.Buffered.Value > 0)
                return;
        }

        RequestReset(channel);
    }

    private void RequestReset(SipSorceryDataChannel channel)
    {
        SctpSession? sctp;
        lock (_gate)
        {
            if (channel.IsResetRequested)
                return;

            channel.IsResetRequested = true;
            sctp = _sctp;
        }

        sctp?.Reset(channel.Id!.Value);
    }

    private void Lose(SipSorceryDataChannel channel, bool isConnectionLost = false)
    {
        lock (_gate)
        {
            if (!_channels.Remove(channel))
                return;

            channel.State = DataChannelState.Closed;
        }

        var closed = new PeerEvent.DataChannelClosed(channel, DataChannelSnapshot.Of(channel));
        channel.Inbox.Complete(() => raise(closed, null), isConnectionLost);
    }
}
