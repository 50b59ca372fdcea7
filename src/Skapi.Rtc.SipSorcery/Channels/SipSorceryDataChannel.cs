using System.Text;
using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.DataChannels;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.SipSorcery.Channels;

/// <summary>A data channel. Its table changes its state, under the table's lock.</summary>
internal sealed class SipSorceryDataChannel : IRtcDataChannel
{
    // SCTP has no empty messages, so one byte stands for an empty one (RFC 8831, section 6.6).
    private static readonly byte[] Empty = [0];

    private readonly ChannelTable _table;
    private readonly DataChannelOptions _options;

    public SipSorceryDataChannel(ChannelTable table, string label, DataChannelOptions options, ILogger logger)
    {
        (_table, Label, _options) = (table, label, options);
        Inbox = new MessageInbox(this, logger);
    }

    /// <summary>The received messages.</summary>
    public MessageInbox Inbox { get; }

    /// <inheritdoc/>
    public string Label { get; }

    /// <inheritdoc/>
    public string Protocol => _options.Protocol;

    /// <inheritdoc/>
    public bool Ordered => _options.Ordered;

    /// <inheritdoc/>
    public ushort? MaxRetransmits => _options.MaxRetransmits;

    /// <inheritdoc/>
    public ushort? MaxPacketLifeTime => _options.MaxPacketLifeTime;

    /// <inheritdoc/>
    public ushort? Id { get; set; }

    /// <inheritdoc/>
    public DataChannelState State { get; set; } = DataChannelState.Connecting;

    /// <summary>Whether the other side was told that the channel closes.</summary>
    public bool IsResetRequested { get; set; }

    /// <summary>The bytes that wait to be sent.</summary>
    public BufferedAmount Buffered { get; } = new();

    /// <inheritdoc/>
    public uint BufferedAmount => Buffered.Value;

    /// <inheritdoc/>
    public uint BufferedAmountLowThreshold
    {
        get => Buffered.LowThreshold;
        set => Buffered.LowThreshold = value;
    }

    /// <inheritdoc/>
    public int MaxMessageSize => _table.MaxMessageSize;

    /// <inheritdoc/>
    public void Attach(IDataChannelReceiver receiver) => Inbox.Attach(receiver);

    /// <inheritdoc/>
    public void Send(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0)
            _table.Send(this, Ppid.EmptyText, Empty, 0);
        else
            Send(Ppid.Text, Encoding.UTF8.GetBytes(text));
    }

    /// <inheritdoc/>
    public void Send(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
            _table.Send(this, Ppid.EmptyBinary, Empty, 0);
        else
            Send(Ppid.Binary, data.ToArray());
    }

    /// <inheritdoc/>
    public void Close() => _table.Close(this);

    private void Send(uint protocol, byte[] data)
    {
        if (data.Length > MaxMessageSize)
        {
            throw SkapiException.InvalidParameter(
                $"A message of {data.Length} bytes is too long for the data channel “{Label}”, which allows {MaxMessageSize} bytes. " +
                "Send it in parts.");
        }

        _table.Send(this, protocol, data, data.Length);
    }
}
