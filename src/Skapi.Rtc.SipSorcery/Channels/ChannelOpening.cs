using SIPSorcery.Net;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.SipSorcery.Channels;

/// <summary>The messages that open a data channel (RFC 8832).</summary>
internal static class ChannelOpening
{
    private const byte Unordered = 0x80;
    private const byte LimitedRetransmits = 0x01;
    private const byte LimitedLifeTime = 0x02;

    /// <summary>The answer to an opening.</summary>
    public static byte[] Acknowledgement { get; } = [(byte)DataChannelMessageTypes.ACK];

    public static bool IsAcknowledgement(ReadOnlySpan<byte> message) => message is [(byte)DataChannelMessageTypes.ACK];

    /// <summary>Opens a channel that is reliable and ordered, the only kind that the stack sends.</summary>
    public static byte[] Write(string label, string protocol) => new DataChannelOpenMessage
    {
        MessageType = (byte)DataChannelMessageTypes.OPEN,
        ChannelType = (byte)DataChannelTypes.DATA_CHANNEL_RELIABLE,
        Label = label,
        Protocol = protocol,
    }.GetBytes();

    /// <summary>Reads what the other side opens; false if it is no opening, or a malformed one.</summary>
    public static bool TryRead(byte[] message, out string label, out DataChannelOptions options)
    {
        label = "";
        options = new DataChannelOptions();
        if (message is not [(byte)DataChannelMessageTypes.OPEN, ..] || message.Length < DataChannelOpenMessage.DCEP_OPEN_FIXED_PARAMETERS_LENGTH)
            return false;

        DataChannelOpenMessage open;
        try
        {
            open = DataChannelOpenMessage.Parse(message, 0);
        }
        catch (ApplicationException)
        {
            return false;
        }

        label = open.Label ?? "";
        var limit = (ushort)Math.Min(open.Reliability, ushort.MaxValue);
        var kind = open.ChannelType & ~Unordered;
        options = new DataChannelOptions
        {
            Protocol = open.Protocol ?? "",
            Ordered = (open.ChannelType & Unordered) == 0,
            MaxRetransmits = kind == LimitedRetransmits ? limit : null,
            MaxPacketLifeTime = kind == LimitedLifeTime ? limit : null,
        };
        return true;
    }
}
