using System.Buffers.Binary;

namespace Skapi.Rtc.Managed.Rtp;

/// <summary>Reads and writes the header extensions of RTP packets (RFC 8285).</summary>
internal static class HeaderExtensions
{
    /// <summary>The URI of the extension that names the media section of a packet (RFC 9143, section 14.3).</summary>
    public const string MidUri = "urn:ietf:params:rtp-hdrext:sdes:mid";

    private const ushort OneByteProfile = 0xBEDE;
    private const ushort TwoByteProfile = 0x1000;
    private const ushort TwoByteMask = 0xFFF0;
    private const int MaxOneByteId = 14;
    private const int MaxOneByteLength = 16;
    private const int StopId = 15;
    private const int HeaderSize = 4;

    /// <summary>Looks for an extension.</summary>
    /// <param name="profile">The profile in the header, which says how extensions are written.</param>
    /// <param name="extensions">The bytes of all extensions.</param>
    /// <param name="id">The number of the extension.</param>
    /// <param name="value">Its value.</param>
    /// <returns>False if the packet does not have it, or if what is before it is malformed.</returns>
    public static bool TryFind(ushort profile, ReadOnlySpan<byte> extensions, int id, out ReadOnlySpan<byte> value)
    {
        var isOneByte = profile == OneByteProfile;
        value = default;
        if (!isOneByte && (profile & TwoByteMask) != TwoByteProfile)
            return false;

        while (!extensions.IsEmpty)
        {
            var first = extensions[0];
            extensions = extensions[1..];

            // A zero is padding.
            if (first == 0)
                continue;

            if (!isOneByte && extensions.IsEmpty)
                return false;

            var (found, length) = isOneByte ? (first >> 4, (first & 0x0F) + 1) : (first, extensions[0]);
            if (!isOneByte)
                extensions = extensions[1..];

            if (length > extensions.Length || (isOneByte && found == StopId))
                return false;

            if (found == id)
            {
                value = extensions[..length];
                return true;
            }

            extensions = extensions[length..];
        }

        return false;
    }

    /// <summary>The number of bytes that <see cref="Write"/> writes for a value of some length.</summary>
    public static int SizeOf(int id, int length) => HeaderSize + Padded((IsOneByte(id, length) ? 1 : 2) + length);

    /// <summary>Writes one extension, with the header before all extensions and the padding after them.</summary>
    /// <returns>The number of bytes written.</returns>
    public static int Write(Span<byte> target, int id, ReadOnlySpan<byte> value)
    {
        var isOneByte = IsOneByte(id, value.Length);
        var size = SizeOf(id, value.Length);
        target[..size].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(target, isOneByte ? OneByteProfile : TwoByteProfile);
        BinaryPrimitives.WriteUInt16BigEndian(target[2..], (ushort)((size - HeaderSize) / sizeof(uint)));
        var content = target[HeaderSize..];
        if (isOneByte)
        {
            content[0] = (byte)((id << 4) | (value.Length - 1));
            value.CopyTo(content[1..]);
        }
        else
        {
            (content[0], content[1]) = ((byte)id, (byte)value.Length);
            value.CopyTo(content[2..]);
        }

        return size;
    }

    private static bool IsOneByte(int id, int length) => id <= MaxOneByteId && length is >= 1 and <= MaxOneByteLength;

    private static int Padded(int size) => (size + sizeof(uint) - 1) / sizeof(uint) * sizeof(uint);
}
