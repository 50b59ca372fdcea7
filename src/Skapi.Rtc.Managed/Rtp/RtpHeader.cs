using System.Buffers.Binary;

namespace Skapi.Rtc.Managed.Rtp;

/// <summary>The header of an RTP packet (RFC 3550, section 5.1), with the place of the header extensions and of the payload.</summary>
internal readonly record struct RtpHeader
{
    /// <summary>The number of bytes of a header without contributing sources and extensions.</summary>
    public const int FixedSize = 12;

    /// <summary>The bit of the first byte that says that padding follows the payload.</summary>
    public const byte PaddingFlag = 0x20;

    private const int Version = 2;
    private const int ExtensionFlag = 0x10;
    private const int MarkerFlag = 0x80;

    /// <summary>The number of bytes before a header's extensions: the profile and the length.</summary>
    private const int ExtensionHeaderSize = 4;

    /// <summary>The marker bit: the last packet of a picture, or the first one after silence.</summary>
    public bool Marker { get; init; }

    /// <summary>The payload type.</summary>
    public byte PayloadType { get; init; }

    /// <summary>The sequence number.</summary>
    public ushort Sequence { get; init; }

    /// <summary>The time stamp, in units of the codec's clock.</summary>
    public uint Timestamp { get; init; }

    /// <summary>The synchronization source.</summary>
    public uint Ssrc { get; init; }

    /// <summary>The number of bytes of the header, with contributing sources and extensions.</summary>
    public int Length { get; private init; }

    /// <summary>The profile of the extensions (RFC 8285), or 0 if there are no extensions.</summary>
    public ushort ExtensionProfile { get; private init; }

    /// <summary>Whether the payload ends with padding, whose last byte is its length.</summary>
    public bool HasPadding { get; private init; }

    private int ExtensionStart { get; init; }

    /// <summary>Reads a header.</summary>
    /// <returns>False if the packet is shorter than its header says, or of another version.</returns>
    public static bool TryRead(ReadOnlySpan<byte> packet, out RtpHeader header)
    {
        header = default;
        if (packet.Length < FixedSize || packet[0] >> 6 != Version)
            return false;

        var start = FixedSize + ((packet[0] & 0x0F) * sizeof(uint));
        var (length, profile) = (start, (ushort)0);
        if ((packet[0] & ExtensionFlag) != 0)
        {
            start += ExtensionHeaderSize;
            if (start > packet.Length)
                return false;

            profile = BinaryPrimitives.ReadUInt16BigEndian(packet[(start - ExtensionHeaderSize)..]);
            length = start + (BinaryPrimitives.ReadUInt16BigEndian(packet[(start - sizeof(ushort))..]) * sizeof(uint));
        }

        header = new RtpHeader
        {
            Marker = (packet[1] & MarkerFlag) != 0,
            PayloadType = (byte)(packet[1] & ~MarkerFlag),
            Sequence = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]),
            Timestamp = BinaryPrimitives.ReadUInt32BigEndian(packet[4..]),
            Ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet[8..]),
            Length = length,
            ExtensionProfile = profile,
            ExtensionStart = start,
            HasPadding = (packet[0] & PaddingFlag) != 0,
        };
        return length <= packet.Length;
    }

    /// <summary>The bytes of the header extensions; empty if there are none.</summary>
    /// <param name="packet">The packet that the header was read from.</param>
    public ReadOnlySpan<byte> ExtensionsOf(ReadOnlySpan<byte> packet) =>
        ExtensionProfile == 0 ? default : packet[ExtensionStart..Length];

    /// <summary>Gets the payload without padding.</summary>
    /// <param name="packet">The packet that the header was read from, decrypted.</param>
    /// <param name="payload">The payload. It may be empty.</param>
    /// <returns>False if the padding is longer than the payload.</returns>
    public bool TryGetPayload(ReadOnlySpan<byte> packet, out ReadOnlySpan<byte> payload)
    {
        payload = packet[Length..];
        if (!HasPadding)
            return true;

        if (payload.IsEmpty || payload[^1] == 0 || payload[^1] > payload.Length)
            return false;

        payload = payload[..^payload[^1]];
        return true;
    }

    /// <summary>Writes the fixed part of a header without contributing sources and padding.</summary>
    /// <param name="target">Receives <see cref="FixedSize"/> bytes.</param>
    /// <param name="hasExtensions">Whether header extensions follow.</param>
    public void Write(Span<byte> target, bool hasExtensions)
    {
        target[0] = (byte)((Version << 6) | (hasExtensions ? ExtensionFlag : 0));
        target[1] = (byte)((Marker ? MarkerFlag : 0) | PayloadType);
        BinaryPrimitives.WriteUInt16BigEndian(target[2..], Sequence);
        BinaryPrimitives.WriteUInt32BigEndian(target[4..], Timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(target[8..], Ssrc);
    }
}
