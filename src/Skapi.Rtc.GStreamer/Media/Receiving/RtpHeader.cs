using System.Buffers.Binary;
using System.Text;

namespace Skapi.Rtc.GStreamer.Media.Receiving;

/// <summary>The parts of an RTP packet's header that say which track it belongs to (RFC 3550, section 5.1).</summary>
internal readonly record struct RtpHeader(int PayloadType, uint Ssrc, string? Mid)
{
    private const int FixedLength = 12;
    private const int OneByteProfile = 0xBEDE;
    private const int TwoByteProfile = 0x100;

    /// <summary>Reads a header.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="midExtension">The id of the extension with the section's tag, or null if it was not negotiated.</param>
    /// <returns>The header, or null if the bytes are not an RTP packet.</returns>
    public static RtpHeader? Read(ReadOnlySpan<byte> packet, int? midExtension)
    {
        if (packet.Length < FixedLength || packet[0] >> 6 != 2)
            return null;

        var mid = midExtension is { } id && (packet[0] & 0x10) != 0 ? FindExtension(packet[..], id) : null;
        return new RtpHeader(packet[1] & 0x7F, BinaryPrimitives.ReadUInt32BigEndian(packet[8..]), mid);
    }

    // RFC 8285, sections 4.2 and 4.3.
    private static string? FindExtension(ReadOnlySpan<byte> packet, int id)
    {
        var start = FixedLength + ((packet[0] & 0x0F) * 4);
        if (packet.Length < start + 4)
            return null;

        var profile = BinaryPrimitives.ReadUInt16BigEndian(packet[start..]);
        var length = BinaryPrimitives.ReadUInt16BigEndian(packet[(start + 2)..]) * 4;
        var data = packet[(start + 4)..];
        data = data[..Math.Min(length, data.Length)];
        var isOneByte = profile == OneByteProfile;
        if (!isOneByte && profile >> 4 != TwoByteProfile)
            return null;

        while (data.Length > 1)
        {
            if (data[0] == 0)
            {
                data = data[1..];
                continue;
            }

            var (element, size, header) = isOneByte ? (data[0] >> 4, (data[0] & 0x0F) + 1, 1) : (data[0], data[1], 2);
            if ((isOneByte && element == 15) || data.Length < header + size)
                return null;
            if (element == id)
                return Encoding.UTF8.GetString(data.Slice(header, size));

            data = data[(header + size)..];
        }

        return null;
    }
}
