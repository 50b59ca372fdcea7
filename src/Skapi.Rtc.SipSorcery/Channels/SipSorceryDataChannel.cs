using System.Text;
using Skapi.Protocol;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.SipSorcery.Channels;

/// <summary>A data channel. Its table changes it, under the table's lock.</summary>
internal sealed class SipSorceryDataChannel(ChannelTable table, string label, DataChannelOptions options) : IRtcDataChannel
{
    private uint _threshold;

    public string Label => label;

    public string Protocol => options.Protocol;

    public bool Ordered => options.Ordered;

    public ushort? MaxRetransmits => options.MaxRetransmits;

    public ushort? MaxPacketLifeTime => options.MaxPacketLifeTime;

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

    public int MaxMessageSize => table.MaxMessageSize;

    public void Send(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0)
            table.Send(this, DataChannelProtocol.EmptyText, DataChannelProtocol.Nothing, 0);
        else
            Send(DataChannelProtocol.Text, Encoding.UTF8.GetBytes(text));
    }

    public void Send(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
            table.Send(this, DataChannelProtocol.EmptyBinary, DataChannelProtocol.Nothing, 0);
        else
            Send(DataChannelProtocol.Binary, data.ToArray());
    }

    public void Close() => table.Close(this);

    private void Send(uint protocol, byte[] data)
    {
        if (data.Length > MaxMessageSize)
        {
            throw Errors.InvalidParameter(
                $"The message has {data.Length} bytes, but the data channel “{label}” takes {MaxMessageSize} at the most: send it in parts.");
        }

        table.Send(this, protocol, data, data.Length);
    }
}
