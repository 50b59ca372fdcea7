using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Rtcp;

/// <summary>What a receiver reports about one source (RFC 3550, section 6.4.1).</summary>
internal readonly record struct ReportBlock
{
    /// <summary>The number of bytes of a block.</summary>
    public const int Size = 24;

    /// <summary>The source that the block is about.</summary>
    public uint Ssrc { get; init; }

    /// <summary>The share of packets lost since the previous report, in units of 1/256.</summary>
    public byte FractionLost { get; init; }

    /// <summary>The number of packets lost since the start, in 24 bits with a sign.</summary>
    public int Lost { get; init; }

    /// <summary>The highest sequence number received, extended by its number of roll-overs.</summary>
    public uint HighestSequence { get; init; }

    /// <summary>The variation of arrival times, in units of the codec's clock.</summary>
    public uint Jitter { get; init; }

    /// <summary>The middle of the NTP time of the source's latest sender report, or 0 if there was none.</summary>
    public uint LastSenderReport { get; init; }

    /// <summary>The time between that report and this one, in units of 1/65,536 seconds.</summary>
    public uint DelaySinceSenderReport { get; init; }

    /// <summary>Reads a block. The reader says whether it was there.</summary>
    public static ReportBlock Read(ref WireReader reader) => new()
    {
        Ssrc = reader.ReadUInt32(),
        FractionLost = reader.ReadByte(),
        Lost = reader.ReadUInt24() << 8 >> 8,
        HighestSequence = reader.ReadUInt32(),
        Jitter = reader.ReadUInt32(),
        LastSenderReport = reader.ReadUInt32(),
        DelaySinceSenderReport = reader.ReadUInt32(),
    };

    /// <summary>Writes the block.</summary>
    public void Write(ref WireWriter writer)
    {
        writer.WriteUInt32(Ssrc);
        writer.WriteByte(FractionLost);
        writer.WriteUInt24(Lost & 0xFF_FFFF);
        writer.WriteUInt32(HighestSequence);
        writer.WriteUInt32(Jitter);
        writer.WriteUInt32(LastSenderReport);
        writer.WriteUInt32(DelaySinceSenderReport);
    }
}
