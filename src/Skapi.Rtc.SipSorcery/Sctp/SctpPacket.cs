using System.Buffers.Binary;
using SIPSorcery.Net;

namespace Skapi.Rtc.SipSorcery.Sctp;

/// <summary>The layout of SCTP packets (RFC 9260, section 3), as far as this transport reads and changes them.</summary>
internal static class SctpPacket
{
    public const int HeaderLength = 12;
    public const int ChunkHeaderLength = 4;
    public const int DataHeaderLength = 16;
    public const int SackLength = 16;

    public const byte Data = 0;
    public const byte Init = 1;
    public const byte InitAck = 2;
    public const byte Sack = 3;

    /// <summary>RFC 6525, section 3.1.</summary>
    public const byte Reconfig = 130;

    /// <summary>RFC 5061, section 4.2.7: the chunk types beyond RFC 9260 that an endpoint supports.</summary>
    private const ushort SupportedExtensions = 0x8008;

    /// <summary>INIT and INIT ACK have 16 bytes before their parameters.</summary>
    public const int InitLength = ChunkHeaderLength + 16;

    private const int ChecksumOffset = 8;

    public static int Padded(int length) => (length + 3) & ~3;

    public static uint TsnOfData(ReadOnlySpan<byte> chunk) => BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]);

    public static ushort StreamOfData(ReadOnlySpan<byte> chunk) => BinaryPrimitives.ReadUInt16BigEndian(chunk[8..]);

    public static ushort SequenceOfData(ReadOnlySpan<byte> chunk) => BinaryPrimitives.ReadUInt16BigEndian(chunk[10..]);

    public static uint ProtocolOfData(ReadOnlySpan<byte> chunk) => BinaryPrimitives.ReadUInt32BigEndian(chunk[12..]);

    /// <summary>Adds to the stream sequence number of a DATA chunk. The packet needs a new checksum.</summary>
    public static void ShiftSequence(Span<byte> chunk, ushort by)
    {
        BinaryPrimitives.WriteUInt16BigEndian(chunk[10..], (ushort)(SequenceOfData(chunk) + by));
    }

    public static uint InitialTsnOfInit(ReadOnlySpan<byte> chunk) => BinaryPrimitives.ReadUInt32BigEndian(chunk[16..]);

    public static uint CumulativeTsnOfSack(ReadOnlySpan<byte> chunk) => BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]);

    /// <summary>Whether the sender of an INIT or INIT ACK supports RE-CONFIG chunks.</summary>
    public static bool TakesReconfig(ReadOnlySpan<byte> chunk)
    {
        var offset = InitLength;
        while (offset + 4 <= chunk.Length)
        {
            var type = BinaryPrimitives.ReadUInt16BigEndian(chunk[offset..]);
            var length = BinaryPrimitives.ReadUInt16BigEndian(chunk[(offset + 2)..]);
            if (length < 4 || offset + length > chunk.Length)
                return false;

            if (type == SupportedExtensions && chunk.Slice(offset + 4, length - 4).Contains(Reconfig))
                return true;

            offset += Padded(length);
        }

        return false;
    }

    /// <summary>Adds to a packet, whose only chunk is an INIT or INIT ACK, that its sender supports RE-CONFIG chunks.</summary>
    public static byte[] WithReconfigSupport(ReadOnlySpan<byte> packet)
    {
        const int parameterLength = 5;
        var length = Padded(packet.Length);
        var amended = new byte[length + Padded(parameterLength)];
        packet.CopyTo(amended);
        BinaryPrimitives.WriteUInt16BigEndian(amended.AsSpan(length), SupportedExtensions);
        BinaryPrimitives.WriteUInt16BigEndian(amended.AsSpan(length + 2), parameterLength);
        amended[length + 4] = Reconfig;
        BinaryPrimitives.WriteUInt16BigEndian(amended.AsSpan(HeaderLength + 2), (ushort)(length + parameterLength - HeaderLength));
        WriteChecksum(amended, 0, amended.Length);
        return amended;
    }

    /// <summary>Writes the CRC32c (RFC 9260, appendix A), least significant byte first.</summary>
    public static void WriteChecksum(byte[] buffer, int offset, int length)
    {
        var checksum = buffer.AsSpan(offset + ChecksumOffset, sizeof(uint));
        checksum.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, CRC32C.Calculate(buffer, offset, length));
    }
}
