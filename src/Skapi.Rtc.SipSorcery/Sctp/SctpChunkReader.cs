using System.Buffers.Binary;

namespace Skapi.Rtc.SipSorcery.Sctp;

/// <summary>Reads the chunks of an SCTP packet (RFC 9260, section 3).</summary>
internal ref struct SctpChunkReader(Span<byte> packet)
{
    private readonly Span<byte> _packet = packet;
    private int _next = SctpPacket.HeaderLength;

    /// <summary>The current chunk, with its header and without its padding.</summary>
    public Span<byte> Current { get; private set; }

    public readonly byte Type => Current[0];

    /// <summary>Goes to the next chunk. Returns false at the end, and if a length is invalid.</summary>
    public bool MoveNext()
    {
        if (_next + SctpPacket.ChunkHeaderLength > _packet.Length)
            return false;

        var length = BinaryPrimitives.ReadUInt16BigEndian(_packet[(_next + 2)..]);
        if (length < SctpPacket.ChunkHeaderLength || _next + length > _packet.Length)
            return false;

        Current = _packet.Slice(_next, length);
        _next += SctpPacket.Padded(length);
        return true;
    }
}
