using System.Buffers.Binary;

namespace Skapi.Rtc.Managed.Turn;

/// <summary>The short header of data in a channel (RFC 8656, section 12.4).</summary>
internal static class ChannelData
{
    /// <summary>The number of bytes of the header.</summary>
    public const int HeaderSize = 4;

    /// <summary>The first number that a channel may have.</summary>
    public const ushort FirstChannel = 0x4000;

    /// <summary>The last number that a channel may have.</summary>
    public const ushort LastChannel = 0x4FFF;

    /// <summary>Whether bytes begin like data in a channel (RFC 7983).</summary>
    public static bool IsChannelData(ReadOnlySpan<byte> bytes) => bytes.Length >= HeaderSize && bytes[0] is >= 0x40 and <= 0x4F;

    /// <summary>The number of bytes of a message, from its header, without padding.</summary>
    public static int LengthOf(ReadOnlySpan<byte> message) => HeaderSize + BinaryPrimitives.ReadUInt16BigEndian(message[2..]);

    /// <summary>The number of the channel.</summary>
    public static ushort ChannelOf(ReadOnlySpan<byte> message) => BinaryPrimitives.ReadUInt16BigEndian(message);

    /// <summary>The number of bytes up to the next multiple of four, to which a stream pads messages.</summary>
    public static int Pad(int length) => (length + 3) & ~3;

    /// <summary>Writes a message.</summary>
    /// <param name="buffer">Receives the message.</param>
    /// <param name="channel">The number of the channel.</param>
    /// <param name="data">The data.</param>
    /// <param name="isStream">Whether the message is padded, as a stream needs it.</param>
    /// <returns>The number of bytes.</returns>
    public static int Write(Span<byte> buffer, ushort channel, ReadOnlySpan<byte> data, bool isStream)
    {
        BinaryPrimitives.WriteUInt16BigEndian(buffer, channel);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], (ushort)data.Length);
        data.CopyTo(buffer[HeaderSize..]);
        var length = HeaderSize + data.Length;
        var padded = isStream ? Pad(length) : length;
        buffer[length..padded].Clear();
        return padded;
    }
}
