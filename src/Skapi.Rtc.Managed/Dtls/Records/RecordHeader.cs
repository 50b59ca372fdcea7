using System.Buffers.Binary;

namespace Skapi.Rtc.Managed.Dtls.Records;

/// <summary>The header of a DTLS 1.2 record (RFC 6347, section 4.1).</summary>
/// <param name="Type">What the record carries.</param>
/// <param name="Number">The epoch in the upper 16 bits and the sequence number in the lower 48.</param>
internal readonly record struct RecordHeader(ContentType Type, ulong Number)
{
    /// <summary>The number of bytes of a header.</summary>
    public const int Size = 13;

    /// <summary>The version on the wire: DTLS 1.2.</summary>
    public const ushort Version = 0xFEFD;

    private const ushort VersionOfFirstHello = 0xFEFF;
    private const int MaxBodyLength = (1 << 14) + 2048;

    /// <summary>The epoch: 0 in plain text, 1 once keys are in use.</summary>
    public ushort Epoch => (ushort)(Number >> 48);

    /// <summary>The sequence number within the epoch.</summary>
    public ulong Sequence => Number & 0xFFFF_FFFF_FFFF;

    /// <summary>Combines an epoch and a sequence number.</summary>
    public static ulong CombineNumber(ushort epoch, ulong sequence) => ((ulong)epoch << 48) | sequence;

    /// <summary>Takes the first record off a datagram.</summary>
    /// <param name="datagram">The rest of the datagram; the record is removed from it.</param>
    /// <param name="header">The record's header.</param>
    /// <param name="body">The record's body.</param>
    /// <returns>False if no whole record of a known version is left. The rest of the datagram is then to be dropped.</returns>
    public static bool TryRead(ref ReadOnlySpan<byte> datagram, out RecordHeader header, out ReadOnlySpan<byte> body)
    {
        header = default;
        body = default;
        if (datagram.Length < Size)
            return false;

        // A ClientHello may say DTLS 1.0 in its record so that old servers read it (RFC 6347, section 4.2.1).
        var version = BinaryPrimitives.ReadUInt16BigEndian(datagram[1..]);
        int length = BinaryPrimitives.ReadUInt16BigEndian(datagram[11..]);
        if (version is not (Version or VersionOfFirstHello) || length > MaxBodyLength || length > datagram.Length - Size)
            return false;

        header = new RecordHeader((ContentType)datagram[0], BinaryPrimitives.ReadUInt64BigEndian(datagram[3..]));
        body = datagram.Slice(Size, length);
        datagram = datagram[(Size + length)..];
        return true;
    }

    /// <summary>Writes the header.</summary>
    public void Write(Span<byte> target, int bodyLength)
    {
        target[0] = (byte)Type;
        BinaryPrimitives.WriteUInt16BigEndian(target[1..], Version);
        BinaryPrimitives.WriteUInt64BigEndian(target[3..], Number);
        BinaryPrimitives.WriteUInt16BigEndian(target[11..], (ushort)bodyLength);
    }
}
