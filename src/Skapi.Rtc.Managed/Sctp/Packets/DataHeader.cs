using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Sctp.Packets;

/// <summary>The fields of a DATA chunk (RFC 9260, section 3.3.1) or an I-DATA chunk (RFC 8260, section 2.1).</summary>
/// <param name="Tsn">The transmission sequence number.</param>
/// <param name="Stream">The stream.</param>
/// <param name="MessageId">The message's number in its stream: the stream sequence number of DATA, the MID of I-DATA.</param>
/// <param name="Ppid">The payload protocol identifier. I-DATA carries it in the first fragment only.</param>
/// <param name="FragmentNumber">The fragment's number. It is the TSN in DATA, where fragments have consecutive TSNs.</param>
/// <param name="Flags">The flags.</param>
internal readonly record struct DataHeader(
    uint Tsn, ushort Stream, uint MessageId, uint Ppid, uint FragmentNumber, DataFlags Flags)
{
    /// <summary>The number of bytes of a DATA chunk before its payload.</summary>
    public const int Size = 16;

    /// <summary>The number of bytes of an I-DATA chunk before its payload.</summary>
    public const int InterleavedSize = 20;

    /// <summary>Whether this is the first fragment.</summary>
    public bool IsFirst => (Flags & DataFlags.First) != 0;

    /// <summary>Whether this is the last fragment.</summary>
    public bool IsLast => (Flags & DataFlags.Last) != 0;

    /// <summary>Whether the message is delivered without regard to its order.</summary>
    public bool IsUnordered => (Flags & DataFlags.Unordered) != 0;

    /// <summary>Reads the fields and leaves the reader at the payload.</summary>
    public static DataHeader Read(in Chunk chunk, ref WireReader reader)
    {
        var tsn = reader.ReadUInt32();
        var stream = reader.ReadUInt16();
        var flags = (DataFlags)chunk.Flags;
        if (chunk.Type == ChunkType.Data)
            return new DataHeader(tsn, stream, reader.ReadUInt16(), reader.ReadUInt32(), tsn, flags);

        reader.ReadUInt16();
        var messageId = reader.ReadUInt32();
        var ppidOrFragment = reader.ReadUInt32();
        return (flags & DataFlags.First) != 0
            ? new DataHeader(tsn, stream, messageId, ppidOrFragment, 0, flags)
            : new DataHeader(tsn, stream, messageId, 0, ppidOrFragment, flags);
    }

    /// <summary>Writes the fields.</summary>
    public void Write(ref WireWriter writer, bool isInterleaved)
    {
        writer.WriteUInt32(Tsn);
        writer.WriteUInt16(Stream);
        if (!isInterleaved)
        {
            writer.WriteUInt16((ushort)MessageId);
            writer.WriteUInt32(Ppid);
            return;
        }

        writer.WriteUInt16(0);
        writer.WriteUInt32(MessageId);
        writer.WriteUInt32(IsFirst ? Ppid : FragmentNumber);
    }
}
