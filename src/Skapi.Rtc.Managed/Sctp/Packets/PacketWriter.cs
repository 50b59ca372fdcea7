using System.Buffers.Binary;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Sctp.Packets;

/// <summary>Writes chunks into a packet.</summary>
/// <param name="packet">The buffer of the packet. Its length is the maximum size of the packet.</param>
internal ref struct PacketWriter(Span<byte> packet)
{
    private readonly Span<byte> _packet = packet;

    /// <summary>The number of bytes written, the header included.</summary>
    public int Length { get; private set; } = SctpHeader.Size;

    /// <summary>The number of bytes that are left for chunks.</summary>
    public readonly int Room => _packet.Length - Length;

    /// <summary>Whether there is no chunk yet.</summary>
    public readonly bool IsEmpty => Length == SctpHeader.Size;

    /// <summary>Begins a chunk and returns the writer of its value. <see cref="End"/> finishes it.</summary>
    public readonly WireWriter Begin(ChunkType type, byte flags)
    {
        _packet[Length] = (byte)type;
        _packet[Length + 1] = flags;
        return new WireWriter(_packet[(Length + Chunk.HeaderSize)..]);
    }

    /// <summary>Fills the length of the chunk and pads it.</summary>
    public void End(in WireWriter value)
    {
        var length = Chunk.HeaderSize + value.Length;
        BinaryPrimitives.WriteUInt16BigEndian(_packet[(Length + 2)..], (ushort)length);
        var padded = Chunk.Pad(length);
        _packet.Slice(Length + length, padded - length).Clear();
        Length += padded;
    }

    /// <summary>Copies a chunk that was written before.</summary>
    public void Add(ReadOnlySpan<byte> chunk)
    {
        chunk.CopyTo(_packet[Length..]);
        var padded = Chunk.Pad(chunk.Length);
        _packet.Slice(Length + chunk.Length, padded - chunk.Length).Clear();
        Length += padded;
    }
}
