using System.Buffers.Binary;

namespace Skapi.Protocol.MessagePack;

/// <summary>The first bytes of the formats of the MessagePack specification, section “Formats”.</summary>
internal static class MessagePackFormat
{
    public const byte ArrayOfTwo = 0x92;
    public const byte Nil = 0xc0;
    public const byte False = 0xc2;
    public const byte True = 0xc3;
    public const byte Float32 = 0xca;
    public const byte Float64 = 0xcb;

    /// <summary>The type of the timestamp extension, the only one of the specification.</summary>
    public const sbyte TimestampExtension = -1;

    public static MessagePackType TypeOf(byte head) => head switch
    {
        <= 0x7f => MessagePackType.Integer,
        <= 0x8f => MessagePackType.Map,
        <= 0x9f => MessagePackType.Array,
        <= 0xbf => MessagePackType.String,
        Nil => MessagePackType.Nil,
        0xc1 => MessagePackType.None,
        False or True => MessagePackType.Boolean,
        <= 0xc6 => MessagePackType.Binary,
        <= 0xc9 => MessagePackType.Extension,
        Float32 or Float64 => MessagePackType.Float,
        <= 0xd3 => MessagePackType.Integer,
        <= 0xd8 => MessagePackType.Extension,
        <= 0xdb => MessagePackType.String,
        <= 0xdd => MessagePackType.Array,
        <= 0xdf => MessagePackType.Map,
        _ => MessagePackType.Integer,
    };

    /// <summary>The number of bytes after the first that hold the length.</summary>
    public static int LengthSizeOf(byte head) => head switch
    {
        0xc4 or 0xc7 or 0xd9 => 1,
        0xc5 or 0xc8 or 0xda or 0xdc or 0xde => 2,
        0xc6 or 0xc9 or 0xdb or 0xdd or 0xdf => 4,
        _ => 0,
    };

    /// <summary>The length that the first byte holds.</summary>
    public static int FixLengthOf(byte head) => head switch
    {
        >= 0xd4 and <= 0xd8 => 1 << (head - 0xd4),
        >= 0xa0 and <= 0xbf => head & 0x1f,
        _ => head & 0x0f,
    };

    /// <summary>
    /// The length of a value that is neither an array nor a map, with its first byte. It exceeds the bytes if they end too early.
    /// </summary>
    public static long LengthOf(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[0];
        switch (TypeOf(head))
        {
            case MessagePackType.Integer:
                return head is <= 0x7f or >= 0xe0 ? 1 : 1 + (1 << (head & 3));
            case MessagePackType.Float:
                return head == Float32 ? 5 : 9;
            case MessagePackType.String or MessagePackType.Binary or MessagePackType.Extension:
                var size = LengthSizeOf(head);
                if (bytes.Length <= size)
                    return long.MaxValue;
                long length = size switch
                {
                    0 => FixLengthOf(head),
                    1 => bytes[1],
                    2 => BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]),
                    _ => BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]),
                };
                return 1 + size + length + (TypeOf(head) == MessagePackType.Extension ? 1 : 0);
            default:
                return 1;
        }
    }
}
