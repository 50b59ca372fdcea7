using System.Buffers.Binary;

namespace Skapi.Rtc.Managed.Sctp.Packets;

/// <summary>A chunk of a packet (RFC 9260, section 3.2).</summary>
/// <param name="type">The chunk's type.</param>
/// <param name="flags">The chunk's flags.</param>
/// <param name="value">The chunk without its header and padding.</param>
internal readonly ref struct Chunk(ChunkType type, byte flags, ReadOnlySpan<byte> value)
{
    /// <summary>The number of bytes of a chunk's header.</summary>
    public const int HeaderSize = 4;

    /// <summary>The chunk's type.</summary>
    public ChunkType Type { get; } = type;

    /// <summary>The chunk's flags.</summary>
    public byte Flags { get; } = flags;

    /// <summary>The chunk without its header and padding.</summary>
    public ReadOnlySpan<byte> Value { get; } = value;

    /// <summary>Rounds a length up to a multiple of four: chunks and parameters are padded.</summary>
    public static int Pad(int length) => (length + 3) & ~3;

    /// <summary>Takes the first chunk off the rest of a packet.</summary>
    /// <returns>False if no whole chunk is left.</returns>
    public static bool TryRead(ref ReadOnlySpan<byte> rest, out Chunk chunk)
    {
        chunk = default;
        if (rest.Length < HeaderSize)
            return false;

        int length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        if (length < HeaderSize || length > rest.Length)
            return false;

        chunk = new Chunk((ChunkType)rest[0], rest[1], rest[HeaderSize..length]);
        rest = rest[Math.Min(Pad(length), rest.Length)..];
        return true;
    }
}
