using System.Text;
using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.DataChannels;
using Skapi.Rtc.SipSorcery.Sctp;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.SipSorcery.Channels;

/// <summary>
/// The data channels of a peer. They outlive the stack's peer connection, which is made anew when an offer is taken back.
/// </summary>
/// <remarks>Nothing is sent under the lock: the stack calls in while it holds a lock of its own.</remarks>
internal sealed class ChannelTable(Action<PeerEvent, Action?> raise, ILogger logger) : ISctpListener
{
    /// <summary>The longest message that the stack sends or takes.</summary>
    private const int StackLimit = 256 * 1024;

    private readonly Lock _gate = new();
    private readonly List<SipSorceryDataChannel> _channels = [];
    private readonly HashSet<ushort> _usedIds = [];
    private SctpSession? _sctp;
    private bool _isEstablished;

    /// <summary>Whether a description has to offer a data section.</summary>
    public bool IsNeeded
    {
        get
        {
            lock (_gate)
                return _channels.Count > 0;
        }
    }

    /// <summary>The longest message that both sides take.</summary>
    public int MaxMessageSize { get; private set; } = StackLimit;

    /// <summary>The other side described its data section. No limit of its own means no limit.</summary>
    public void SetRemoteLimit(int? limit) => MaxMessageSize = Math.Min(StackLimit, limit ?? StackLimit);

    /// <summary>The association that carries the channels begins.</summary>
    public void Attach(SctpSession sctp)
    {
        lock (_gate)
            _sctp = sctp;
    }

    public SipSorceryDataChannel Create(DataChannelOptions options)
    {
        var channel = new SipSorceryDataChannel(this, options.Protocol, WhatTheStackKeeps(options), logger);
        lock (_gate)
            _channels.Add(channel);

        OpenWaiting();
        return channel;
    }

    public void Send(SipSorceryDataChannel channel, uint protocol, byte[] data, int size)
    {
        SctpSession sctp;
        lock (_gate)
        {
            if (channel.State != DataChannelState.Open || _sctp is null)
                throw SkapiException.InvalidRequest($"The data channel “{channel.Label}” is {channel.State}: a message can be sent once it is open.");

            channel.BufferedAmount += (uint)size;
            sctp = _sctp;
        }

        sctp.Send(channel.Id!.Value, protocol, data);
    }

    /// <summary>Closes a channel after what was sent on it, and tells the other side.</summary>
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

    /// <summary>The peer is disposed: the channels end without events.</summary>
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

    /// <summary>The connection ended: the channels end with it.</summary>
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
                Opened(channel);
                break;
            case Ppid.Dcep when DcepOpen.TryParse(data) is { } open:
                Added(stream, open.Label, open.Options);
                break;
            case Ppid.Text or Ppid.EmptyText when channel is not null:
                Receive(channel, new DataChannelMessage(protocol == Ppid.Text ? Encoding.UTF8.GetString(data) : ""));
                break;
            case Ppid.Binary or Ppid.EmptyBinary when channel is not null:
                Receive(channel, new DataChannelMessage(protocol == Ppid.Binary ? data : ReadOnlyMemory<byte>.Empty));
                break;
        }
    }

    void ISctpListener.OnSent(ushort stream, uint protocol, int length)
    {
        if (protocol is not (Ppid.Text or Ppid.Binary) || Find(stream) is not { } channel)
            return;

        bool isLow;
        lock (_gate)
        {
            var before = channel.BufferedAmount;
            channel.BufferedAmount -= Math.Min(before, (uint)length);
            isLow = before > channel.BufferedAmountLowThreshold && channel.BufferedAmount <= channel.BufferedAmountLowThreshold;
        }

        if (isLow)
            raise(new PeerEvent.BufferedAmountLow(channel, DataChannelSnapshot.Of(channel)), null);

        ResetIfSent(channel);
    }

    void ISctpListener.OnReset(ushort stream)
    {
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
        }

        foreach (var channel in closed)
        {
            // All that the other side sent has arrived, and it takes no more. It waits for our half of the reset.
            RequestReset(channel);
            Lose(channel);
        }
    }

    void ISctpListener.OnEnded() => LoseAll();

    /// <summary>The stack sends nothing unordered and gives up no message.</summary>
    private static DataChannelOptions WhatTheStackKeeps(DataChannelOptions options)
    {
        if (options is { Ordered: true, MaxRetransmits: null, MaxPacketLifeTime: null })
            return options;

        return options.AllowsReliable
            ? options with { Ordered = true, MaxRetransmits = null, MaxPacketLifeTime = null }
            : throw SkapiException.NotSupported(
                $"SIPSorcery sends every message reliably and in order, so the data channel “{options.Protocol}” cannot be unordered or give "
                + "up messages. Make it ordered without limits, set AllowsReliable, or use the GStreamer transport.");
    }

    /// <summary>What the stack sends is reliable and ordered.</summary>
    private static DataChannelOptions OptionsOf(SipSorceryDataChannel channel) => new() { Protocol = channel.Protocol };

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
            if (!_isEstablished || _sctp is null)
                return;

            sctp = _sctp;
            waiting = _channels.FindAll(channel => channel.Id is null && channel.State == DataChannelState.Connecting);
            foreach (var channel in waiting)
                channel.Id = NextId(sctp.IsDtlsClient);
        }

        foreach (var channel in waiting)
            sctp.Send(channel.Id!.Value, Ppid.Dcep, new DcepOpen(channel.Label, OptionsOf(channel)).Write());
    }

    private ushort NextId(bool isDtlsClient)
    {
        for (var id = isDtlsClient ? 0 : 1; id < ushort.MaxValue; id += 2)
        {
            if (_usedIds.Add((ushort)id))
                return (ushort)id;
        }

        throw SkapiException.InvalidRequest("The peer connection has used up its data channels: make a new one.");
    }

    private void Added(ushort stream, string label, DataChannelOptions options)
    {
        var channel = new SipSorceryDataChannel(this, label, options, logger) { Id = stream, State = DataChannelState.Open };
        lock (_gate)
            _channels.Add(channel);

        _sctp?.Send(stream, Ppid.Dcep, DcepOpen.Ack.ToArray());
        var snapshot = DataChannelSnapshot.Of(channel);
        raise(new PeerEvent.DataChannelAdded(channel, snapshot), null);
        raise(new PeerEvent.DataChannelOpened(channel, snapshot), channel.Inbox.Open);
    }

    private void Opened(SipSorceryDataChannel channel)
    {
        lock (_gate)
        {
            if (channel.State != DataChannelState.Connecting)
                return;

            channel.State = DataChannelState.Open;
        }

        raise(new PeerEvent.DataChannelOpened(channel, DataChannelSnapshot.Of(channel)), channel.Inbox.Open);
    }

    private void ResetIfSent(SipSorceryDataChannel channel)
    {
        lock (_gate)
        {
            if (channel.State != DataChannelState.Closing || channel.BufferedAmount > 0)
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

    private void Receive(SipSorceryDataChannel channel, DataChannelMessage message)
    {
        if (channel.Inbox.Post(message))
            return;

        const string reason = "The receiver is too slow: more than 16 MiB of messages wait. Complete OnMessageAsync() sooner.";
        raise(new PeerEvent.DataChannelFailed(channel, DataChannelSnapshot.Of(channel), reason, "data-channel-failure"), null);
        Close(channel);
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
