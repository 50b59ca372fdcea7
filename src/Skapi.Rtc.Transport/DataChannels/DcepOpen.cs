using System.Buffers.Binary;
using System.Text;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.DataChannels;

/// <summary>The message that opens a data channel (RFC 8832, section 5.1), and the one that confirms it.</summary>
/// <param name="Label">The channel's label.</param>
/// <param name="Options">The subprotocol, the order and the reliability.</param>
/// <param name="Priority">The priority: 256 is normal (RFC 8831, section 6.4).</param>
public sealed record DcepOpen(string Label, DataChannelOptions Options, ushort Priority = 256)
{
    private const byte OpenType = 0x03;
    private const byte AckType = 0x02;
    private const int FixedLength = 12;
    private const byte Unordered = 0x80;
    private const byte LimitedRetransmits = 0x01;
    private const byte LimitedLifeTime = 0x02;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The confirmation (RFC 8832, section 5.2).</summary>
    public static ReadOnlyMemory<byte> Ack { get; } = new byte[] { AckType };

    /// <summary>Whether a message is the confirmation.</summary>
    public static bool IsAck(ReadOnlySpan<byte> message) => message is [AckType, ..];

    /// <summary>Writes the message.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the label or the protocol is too long, or both limits are
    /// set.</exception>
    public byte[] Write()
    {
        if (Options is { MaxRetransmits: not null, MaxPacketLifeTime: not null })
        {
            throw SkapiException.InvalidParameter(
                $"The data channel “{Label}” has both MaxRetransmits and MaxPacketLifeTime. Set only one of them (RFC 8832, section 5.1).");
        }

        var label = Encode(Label, nameof(Label));
        var protocol = Encode(Options.Protocol, nameof(DataChannelOptions.Protocol));
        var message = new byte[FixedLength + label.Length + protocol.Length];
        message[0] = OpenType;
        message[1] = ChannelType(Options);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), Priority);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(4), Options.MaxRetransmits ?? Options.MaxPacketLifeTime ?? 0u);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(8), (ushort)label.Length);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(10), (ushort)protocol.Length);
        label.CopyTo(message, FixedLength);
        protocol.CopyTo(message, FixedLength + label.Length);
        return message;
    }

    /// <summary>Parses a message. Bytes after it are ignored; a limit above 65535 counts as 65535.</summary>
    /// <remarks>The priority of the options is the one of <see cref="DataChannelPriority"/> that the number is up to.</remarks>
    /// <returns>The message, or null if it is not an opening or is malformed.</returns>
    public static DcepOpen? TryParse(ReadOnlySpan<byte> message)
    {
        if (message.Length < FixedLength || message[0] != OpenType)
            return null;

        var kind = message[1] & ~Unordered;
        var labelLength = BinaryPrimitives.ReadUInt16BigEndian(message[8..]);
        var protocolLength = BinaryPrimitives.ReadUInt16BigEndian(message[10..]);
        if (kind > LimitedLifeTime || message.Length < FixedLength + labelLength + protocolLength)
            return null;

        var priority = BinaryPrimitives.ReadUInt16BigEndian(message[2..]);
        var limit = (ushort)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(message[4..]), ushort.MaxValue);
        try
        {
            return new DcepOpen(
                StrictUtf8.GetString(message.Slice(FixedLength, labelLength)),
                new DataChannelOptions
                {
                    Protocol = StrictUtf8.GetString(message.Slice(FixedLength + labelLength, protocolLength)),
                    Ordered = (message[1] & Unordered) == 0,
                    MaxRetransmits = kind == LimitedRetransmits ? limit : null,
                    MaxPacketLifeTime = kind == LimitedLifeTime ? limit : null,
                    Priority = PriorityOf(priority),
                },
                priority);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // As W3C WebRTC-Priority reads it: a number between two priorities is the higher one, so 0 is the lowest and 65535 the highest.
    private static DataChannelPriority PriorityOf(ushort number) => number switch
    {
        <= (ushort)DataChannelPriority.VeryLow => DataChannelPriority.VeryLow,
        <= (ushort)DataChannelPriority.Low => DataChannelPriority.Low,
        <= (ushort)DataChannelPriority.Medium => DataChannelPriority.Medium,
        _ => DataChannelPriority.High,
    };

    private static byte ChannelType(DataChannelOptions options)
    {
        var kind = options.MaxRetransmits is not null ? LimitedRetransmits
            : options.MaxPacketLifeTime is not null ? LimitedLifeTime
            : (byte)0;
        return options.Ordered ? kind : (byte)(kind | Unordered);
    }

    private static byte[] Encode(string text, string name)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length <= ushort.MaxValue
            ? bytes
            : throw SkapiException.InvalidParameter(
                $"The {name} of a data channel has {bytes.Length} bytes, and {ushort.MaxValue} are the maximum.");
    }
}
