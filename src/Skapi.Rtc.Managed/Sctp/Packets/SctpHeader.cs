using System.Buffers.Binary;
using System.Numerics;

namespace Skapi.Rtc.Managed.Sctp.Packets;

/// <summary>The header that all packets have (RFC 9260, section 3.1).</summary>
/// <param name="SourcePort">The sender's port.</param>
/// <param name="DestinationPort">The receiver's port.</param>
/// <param name="VerificationTag">The tag that the receiver chose. It is zero in a packet with an INIT.</param>
internal readonly record struct SctpHeader(ushort SourcePort, ushort DestinationPort, uint VerificationTag)
{
    /// <summary>The number of bytes of the header.</summary>
    public const int Size = 12;

    private const int ChecksumOffset = 8;

    /// <summary>Reads the header of a packet.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="header">The header.</param>
    /// <param name="isChecked">Whether the packet has a correct checksum, and not a checksum of zero.</param>
    /// <returns>False if the packet is too short or its checksum is wrong.</returns>
    public static bool TryRead(ReadOnlySpan<byte> packet, out SctpHeader header, out bool isChecked)
    {
        header = default;
        isChecked = false;
        if (packet.Length < Size)
            return false;

        header = new SctpHeader(
            BinaryPrimitives.ReadUInt16BigEndian(packet),
            BinaryPrimitives.ReadUInt16BigEndian(packet[2..]),
            BinaryPrimitives.ReadUInt32BigEndian(packet[4..]));
        var checksum = BinaryPrimitives.ReadUInt32LittleEndian(packet[ChecksumOffset..]);
        if (checksum == 0)
            return true;

        isChecked = checksum == ComputeChecksum(packet);
        return isChecked;
    }

    /// <summary>Writes the header with a checksum of zero.</summary>
    public void Write(Span<byte> packet)
    {
        BinaryPrimitives.WriteUInt16BigEndian(packet, SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], DestinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], VerificationTag);
        packet.Slice(ChecksumOffset, sizeof(uint)).Clear();
    }

    /// <summary>Computes the checksum of a whole packet and writes it into the header.</summary>
    public static void WriteChecksum(Span<byte> packet) =>
        BinaryPrimitives.WriteUInt32LittleEndian(packet[ChecksumOffset..], ComputeChecksum(packet));

    // CRC32C over the packet with zeros in the place of the checksum (RFC 9260, appendix A).
    private static uint ComputeChecksum(ReadOnlySpan<byte> packet)
    {
        var crc = BitOperations.Crc32C(uint.MaxValue, BinaryPrimitives.ReadUInt64LittleEndian(packet));
        crc = BitOperations.Crc32C(crc, 0u);
        packet = packet[Size..];
        while (packet.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(packet));
            packet = packet[sizeof(ulong)..];
        }

        foreach (var octet in packet)
            crc = BitOperations.Crc32C(crc, octet);

        return ~crc;
    }
}
