using System.Text;
using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.DataChannels;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.SipSorcery.Channels;

/// <summary>A data channel. Its table changes it, under the table's lock.</summary>
internal sealed class SipSorceryDataChannel : IRtcDataChannel
{
    // SCTP has no empty messages: one byte stands for nothing (RFC 8831, section 6.6).
    private static readonly byte[] Nothing = [0];

    private readonly ChannelTable _table;
    private readonly DataChannelOptions _options;
    private uint _threshold;

    public SipSorceryDataChannel(ChannelTable table, string label, DataChannelOptions options, ILogger logger)
    {
        (_table, Label, _options) = (table, label, options);
        Inbox = new MessageInbox(this, logger);
    }

    public MessageInbox Inbox { get; }

    public string Label { get; }

    public string Protocol => _options.Protocol;

    public bool Ordered => _options.Ordered;

    public ushort? MaxRetransmits => _options.MaxRetransmits;

    public ushort? MaxPacketLifeTime => _options.MaxPacketLifeTime;

    public ushort? Id { get; set; }

    public DataChannelState State { get; set; } = DataChannelState.Connecting;

    /// <summary>Whether the other side was told that the channel closes.</summary>
    public bool IsResetRequested { get; set; }

    public uint BufferedAmount { get; set; }

    public uint BufferedAmountLowThreshold
    {
        get => Volatile.Read(ref _threshold);
        set => Volatile.Write(ref _threshold, value);
    }

    public int MaxMessageSize => _table.MaxMessageSize;

    public void Attach(IDataChannelReceiver receiver) => Inbox.Attach(receiver);

    public void Send(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0)
            _table.Send(this, Ppid.EmptyText, Nothing, 0);
        else
            Send(Ppid.Text, Encoding.UTF8.GetBytes(text));
    }

    public void Send(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
            _table.Send(this, Ppid.EmptyBinary, Nothing, 0);
        else
            Send(Ppid.Binary, data.ToArray());
    }

    public void Close() => _table.Close(this);

    private void Send(uint protocol, byte[] data)
    {
        if (data.Length > MaxMessageSize)
        {
            throw SkapiException.InvalidParameter(
                $"The message has {data.Length} bytes, but the data channel “{Label}” takes {MaxMessageSize} at the most: send it in parts.");
        }

        _table.Send(this, protocol, data, data.Length);
    }
}
