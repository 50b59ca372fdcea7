using System.Text;
using Skapi.Protocol;
using Skapi.Rtc.DataChannels;
using Skapi.Rtc.Statistics;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Channels;

/// <summary>A data channel over an SCTP stream.</summary>
internal sealed class ManagedDataChannel : IRtcDataChannel
{
    private static readonly byte[] EmptyMessage = [0];

    private readonly ChannelTable _table;
    private readonly IChannelHost _host;

    public ManagedDataChannel(ChannelTable table, IChannelHost host, string label, DataChannelOptions options, ushort? id = null)
    {
        _table = table;
        _host = host;
        Label = label;
        Options = options;
        Id = id;
        Inbox = new MessageInbox(this, host.Logger, OnInboxDrained);
    }

    public DataChannelOptions Options { get; }

    public string Label { get; }

    public string Protocol => Options.Protocol;

    public bool Ordered => Options.Ordered;

    public ushort? MaxRetransmits => Options.MaxRetransmits;

    public ushort? MaxPacketLifeTime => Options.MaxPacketLifeTime;

    public ushort? Id { get; set; }

    public DataChannelState State { get; set; } = DataChannelState.Connecting;

    public MessageInbox Inbox { get; }

    public BufferedAmount Buffered { get; } = new();

    public DataChannelCounters Counters { get; } = new();

    public DataChannelStats Stats => Counters.Stats(Label, Protocol, Id, State);

    /// <summary>The received bytes for which the other side waits, because the app is busy.</summary>
    public int HeldBytes { get; set; }

    /// <summary>Whether the other side knows the channel. Until then everything is ordered (RFC 8832, section 6).</summary>
    public bool IsAcknowledged { get; set; }

    /// <summary>Whether this side's stream is reset.</summary>
    public bool IsLocallyReset { get; set; }

    /// <summary>Whether the other side's stream is reset.</summary>
    public bool IsRemotelyReset { get; set; }

    public uint BufferedAmount => Buffered.Value;

    public uint BufferedAmountLowThreshold
    {
        get => Buffered.LowThreshold;
        set => Buffered.LowThreshold = value;
    }

    public int MaxMessageSize => _host.MaxMessageSize;

    public DataChannelSnapshot Snapshot => DataChannelSnapshot.Of(this);

    public void Attach(IDataChannelReceiver receiver) => Inbox.Attach(receiver);

    public void Send(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0)
            Send(Ppid.EmptyText, EmptyMessage, size: 0);
        else
            SendText(text);
    }

    public void Send(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
            Send(Ppid.EmptyBinary, EmptyMessage, size: 0);
        else
            Send(Ppid.Binary, data, data.Length);
    }

    public void Close()
    {
        lock (_host.Gate)
        {
            _table.Close(this);
            _host.Flush();
        }
    }

    private void SendText(string text)
    {
        var size = Encoding.UTF8.GetByteCount(text);
        var bytes = System.Buffers.ArrayPool<byte>.Shared.Rent(size);
        try
        {
            Encoding.UTF8.GetBytes(text, bytes);
            Send(Ppid.Text, bytes.AsSpan(0, size), size);
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Send(uint ppid, ReadOnlySpan<byte> message, int size)
    {
        lock (_host.Gate)
        {
            if (State != DataChannelState.Open)
                throw SkapiException.InvalidRequest($"The data channel “{Label}” is {State}. A message can be sent once it is open.");

            if (size > MaxMessageSize)
            {
                throw SkapiException.InvalidParameter(
                    $"The message has {size} bytes, but the maximum of the data channel “{Label}” is {MaxMessageSize}. "
                    + "Send it in parts.");
            }

            _table.Send(this, ppid, message, size);
            _host.Flush();
        }
    }

    private void OnInboxDrained()
    {
        lock (_host.Gate)
        {
            _table.ReleaseHeld(this);
            _host.Flush();
        }
    }
}
